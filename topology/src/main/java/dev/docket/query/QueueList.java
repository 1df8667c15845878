package dev.docket.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queues that have any entry, by name.
 *
 * @param queues some of them
 * @param next the name after which to go on; absent where this is the end
 * @param unavailable partitions of which nobody can tell at the moment; absent if there are none
 */
public record QueueList(
        List<QueueOverview> queues,
        @Nullable String next,
        @Nullable List<Integer> unavailable) {}
