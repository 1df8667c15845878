package dev.docket.audit;

/**
 * The limits that the audit holds a queue to, until a {@link dev.docket.event.QueueSettingsApplied} says otherwise.
 *
 * @param maxActive how many executions may hold a slot at a time
 * @param maxPerUser how many pending and active executions one user may have
 */
public record Limits(int maxActive, int maxPerUser) {}
