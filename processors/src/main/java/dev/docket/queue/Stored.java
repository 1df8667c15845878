package dev.docket.queue;

/**
 * All that the state holds of an execution that waits.
 *
 * @param pending its entry
 * @param payload what to run
 */
public record Stored(Pending pending, Payload payload) {}
