package dev.docket.query;

import dev.docket.event.Priority;
import dev.docket.queue.Line;
import dev.docket.queue.Outlook;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.UserCount;
import dev.docket.queue.Waiter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a copy tells of a queue. */
public final class QueueAnswers {

    private QueueAnswers() {}

    /** How the queue stands. */
    public static Supplier<QueueOverview> overview(Copy copy, String queue) {
        Line line = copy.index().line(queue);
        Outlook outlook = line.outlook(copy.now());
        Map<Priority, Long> byPriority = byPriority(line);
        QueueLimits limits = line.limits();
        int partition = copy.partition();
        long pending = line.pending();
        long pendingBytes = line.pendingBytes();
        int active = line.active();
        int starting = line.starts().waiting();
        int users = line.users().size();
        int finished = line.finished();
        Long oldest = line.oldestAcceptedAt();
        Staleness staleness = copy.staleness();
        return () -> new QueueOverview(
                queue,
                partition,
                new QueueOverview.Depth(pending, byPriority),
                pendingBytes,
                active,
                starting,
                limits(limits),
                users,
                finished,
                oldest == null ? null : Instant.ofEpochMilli(oldest),
                EstimatedWait.of(outlook.estimateForArrival(Priority.NORMAL)),
                outlook.reasons(),
                staleness);
    }

    /**
     * A part of the line.
     *
     * @param from the position of the first, 0 or more
     * @param limit how many at the most
     */
    public static Supplier<LinePage> page(Copy copy, String queue, int from, int limit) {
        Line line = copy.index().line(queue);
        List<Waiter> page = line.page(from, limit);
        Outlook outlook = line.outlook(copy.now());
        long pending = line.pending();
        Staleness staleness = copy.staleness();
        return () ->
                new LinePage(queue, from, pending, waiters(page, from, outlook), next(page, from, pending), staleness);
    }

    private static List<LinePage.Waiter> waiters(List<Waiter> page, long from, Outlook outlook) {
        List<LinePage.Waiter> waiters = new ArrayList<>(page.size());
        for (Waiter waiter : page) {
            long position = from + waiters.size();
            waiters.add(new LinePage.Waiter(
                    position,
                    waiter.id(),
                    waiter.userId(),
                    waiter.priority(),
                    Instant.ofEpochMilli(waiter.acceptedAt()),
                    EstimatedWait.of(outlook.estimate(waiter.priority(), position))));
        }
        return waiters;
    }

    private static @Nullable Long next(List<Waiter> page, long from, long pending) {
        long end = from + page.size();
        return !page.isEmpty() && end < pending ? Long.valueOf(end) : null;
    }

    /** What a user has in the queue; nothing of either is no error. */
    public static Supplier<UserUsage> usage(Copy copy, String queue, String userId) {
        Line line = copy.index().line(queue);
        UserCount count = line.usage(userId);
        UserUsage usage = new UserUsage(
                queue, userId, count.pending(), count.active(), line.limits().maxPerUser(), copy.staleness());
        return () -> usage;
    }

    /**
     * The queues of the partition that have any entry, by name.
     *
     * @param after only names behind this one; null for all
     * @param limit how many at the most
     */
    static List<Supplier<QueueOverview>> list(Copy copy, @Nullable String after, int limit) {
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
