package dev.docket.event;

import org.jspecify.annotations.Nullable;

/**
 * The limits of one queue, in place of the coordinator's defaults; what is absent stays at its default. The last record
 * of a queue counts; one without a value takes all of them back.
 *
 * @param queue the queue
 * @param maxActive how many executions may hold a slot at a time, 0 or more
 * @param maxPerUser how many pending and active executions one user may have, 1 or more
 * @param maxPending how many executions may wait, 1 or more
 * @param maxPendingBytes how many bytes of payload may wait, 1 or more
 * @param paused whether nothing is to be scheduled
 */
public record QueueSettings(
        @Nullable String queue,
        @Nullable Integer maxActive,
        @Nullable Integer maxPerUser,
        @Nullable Integer maxPending,
        @Nullable Long maxPendingBytes,
        @Nullable Boolean paused)
        implements Event {}
