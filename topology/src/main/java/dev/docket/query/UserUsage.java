package dev.docket.query;

import org.jspecify.annotations.Nullable;

/**
 * What a user has in a queue.
 *
 * @param queue the queue
 * @param userId the user, known or not
 * @param pending how many of the user's executions wait
 * @param active how many hold a slot
 * @param maxPerUser how many there may be of both together
 * @param stale how old this answer may be; absent if it is current
 */
public record UserUsage(
        String queue,
        String userId,
        int pending,
        int active,
        int maxPerUser,
        @Nullable Staleness stale) {}
