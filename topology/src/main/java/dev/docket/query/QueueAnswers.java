package dev.docket.query;

import dev.docket.event.Priority;
import dev.docket.queue.Line;
import dev.docket.queue.Pending;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.UserCount;
import dev.docket.queue.WhyPending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a copy tells of a queue. */
public final class QueueAnswers {

    private QueueAnswers() {}

    /** How the queue stands. */
    public static QueueOverview overview(Copy copy, String queue) {
        Line line = copy.index().line(queue);
        Long oldest = line.oldestAcceptedAt();
        return new QueueOverview(
                queue,
                copy.partition(),
                new QueueOverview.Depth(line.pending(), byPriority(line)),
                line.pendingBytes(),
                line.active(),
                line.starts().waiting(),
                limits(line.limits()),
                line.users().size(),
                line.finished(),
                oldest == null ? null : Instant.ofEpochMilli(oldest),
                EstimatedWait.of(line.estimateForArrival(Priority.NORMAL, copy.now())),
                WhyPending.ofQueue(line, copy.now()),
                copy.staleness());
    }

    /**
     * A part of the line.
     *
     * @param from the position of the first, 0 or more
     * @param limit how many at the most
     */
    public static LinePage page(Copy copy, String queue, int from, int limit) {
        Line line = copy.index().line(queue);
        List<Pending> page = line.page(from, limit);
        List<LinePage.Waiter> waiters = new ArrayList<>(page.size());
        for (Pending pending : page) {
            waiters.add(new LinePage.Waiter(
                    (long) from + waiters.size(),
                    pending.id(),
                    pending.userId(),
                    pending.priority(),
                    Instant.ofEpochMilli(pending.acceptedAt()),
                    EstimatedWait.of(line.estimate(pending, copy.now()))));
        }
        long end = (long) from + page.size();
        return new LinePage(
                queue,
                from,
                line.pending(),
                waiters,
                !page.isEmpty() && end < line.pending() ? Long.valueOf(end) : null,
                copy.staleness());
    }

    /** What a user has in the queue; nothing of either is no error. */
    public static UserUsage usage(Copy copy, String queue, String userId) {
        Line line = copy.index().line(queue);
        UserCount count = line.usage(userId);
        return new UserUsage(
                queue, userId, count.pending(), count.active(), line.limits().maxPerUser(), copy.staleness());
    }

    /**
     * The queues of the partition that have any entry, by name.
     *
     * @param after only names behind this one; null for all
     * @param limit how many at the most
     */
    static List<QueueOverview> list(Copy copy, @Nullable String after, int limit) {
        return copy.index().linesAfter(after).stream()
                .limit(limit)
                .map(line -> overview(copy, line.queue()))
                .toList();
    }

    private static Map<Priority, Long> byPriority(Line line) {
        Map<Priority, Long> depths = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            depths.put(priority, line.pending(priority));
        }
        return depths;
    }

    private static QueueOverview.Limits limits(QueueLimits limits) {
        return new QueueOverview.Limits(
                limits.maxActive(),
                limits.maxPerUser(),
                limits.maxPending(),
                limits.maxPendingBytes(),
                limits.paused());
    }
}
