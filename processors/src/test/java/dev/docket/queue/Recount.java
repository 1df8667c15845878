package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds an index against a plain count of the entries that it is derived from. */
final class Recount {

    private Recount() {}

    static void check(PartitionIndex index, List<Entry> entries, QueueLimits defaults) {
        Map<String, List<Entry>> byQueue = new TreeMap<>();
        entries.forEach(entry ->
                byQueue.computeIfAbsent(entry.queue(), q -> new ArrayList<>()).add(entry));
        same(
                "queues",
                new ArrayList<>(byQueue.keySet()),
                index.lines().stream().map(Line::queue).toList());
        byQueue.forEach((queue, own) -> check(index.line(queue), own, defaults));
        same("due", earliest(entries, false), nameOf(index.firstDue(Long.MAX_VALUE)));
        same("pending due", earliest(entries, true), nameOf(index.firstPendingDue(Long.MAX_VALUE)));
        String runnable = byQueue.keySet().stream()
                .filter(queue -> isRunnable(byQueue.get(queue), defaults))
                .findFirst()
                .orElse(null);
        Line first = index.firstRunnable();
        same("runnable", runnable, first == null ? null : first.queue());
    }

    private static void check(Line line, List<Entry> entries, QueueLimits defaults) {
        List<Waiter> order = new ArrayList<>();
        Map<String, UserCount> users = new HashMap<>();
        long[] byPriority = new long[Priority.values().length];
        long bytes = 0;
        int active = 0;
        int starting = 0;
        int finished = 0;
        int earlyCancels = 0;
        for (Entry entry : entries) {
            Live live = live(entry);
            if (live != null) {
                users.merge(
                        live.userId(),
                        live instanceof Waiter ? new UserCount(1, 0) : new UserCount(0, 1),
                        (a, b) -> new UserCount(a.pending() + b.pending(), a.active() + b.active()));
                same("live", live, line.live(live.id()));
                same("is pending", live instanceof Waiter, line.isPending(live.id()));
                active += live instanceof Active ? 1 : 0;
                starting += live instanceof Active holder && !holder.lease().started() ? 1 : 0;
            }
            if (live instanceof Waiter waiter) {
                order.add(waiter);
                byPriority[waiter.priority().rank()]++;
                bytes += waiter.payloadBytes();
            } else if (entry instanceof Finished done) {
                finished++;
                same("finished", true, line.isFinished(done.id()));
                same("not live", null, line.live(done.id()));
                same("not pending", false, line.isPending(done.id()));
            } else if (entry instanceof EarlyCancel cancel) {
                earlyCancels++;
                same("early cancel", cancel, line.earlyCancel(cancel.id()));
            }
        }
        order.sort(Comparator.comparing(Waiter::priority)
                .thenComparingLong(p -> p.incarnation().offset()));
        same("depth", (long) order.size(), line.pending());
        same("bytes", bytes, line.pendingBytes());
        same("active", active, line.active());
        same("finished", finished, line.finished());
        same("early cancels", earlyCancels, line.earlyCancels());
        same("known", order.size() + active + finished, line.known());
        same("users", users.keySet(), Set.copyOf(line.users()));
        users.forEach((user, count) -> same("of user", count, line.usage(user)));
        same("starting", starting, line.starts().waiting());
        same("oldest", oldest(order), line.oldestAcceptedAt());
        for (Priority priority : Priority.values()) {
            same("of priority", byPriority[priority.rank()], line.pending(priority));
        }
        same("first", order.isEmpty() ? null : order.get(0), line.first());
        same("line", order, line.page(0, order.size() + 1));
        int middle = order.size() / 2;
        same("page", order.subList(middle, Math.min(middle + 2, order.size())), line.page(middle, 2));
        for (int position = 0; position < order.size(); position++) {
            same("position", (long) position, line.position(order.get(position)));
        }
        same("limits", limits(entries, defaults), line.limits());
        same("runnable", isRunnable(entries, defaults), line.isRunnable());
    }

    /** Of those who came first in their priority: the broker's clock may have been set back between two arrivals. */
    private static @Nullable Long oldest(List<Waiter> order) {
        Map<Priority, Long> first = new HashMap<>();
        order.forEach(waiter -> first.putIfAbsent(waiter.priority(), waiter.acceptedAt()));
        return first.values().stream().min(Comparator.naturalOrder()).orElse(null);
    }

    private static boolean isRunnable(List<Entry> entries, QueueLimits defaults) {
        QueueLimits limits = limits(entries, defaults);
        long active = entries.stream().filter(Active.class::isInstance).count();
        return !limits.paused()
                && active < limits.maxActive()
                && entries.stream().anyMatch(Pending.class::isInstance);
    }

    private static QueueLimits limits(List<Entry> entries, QueueLimits defaults) {
        for (Entry entry : entries) {
            if (entry instanceof SettingsEntry settings) {
                return defaults.with(settings.settings());
            }
        }
        return defaults;
    }

    /** The name of what is due first: by time, then by kind, queue and id. */
    private static Entry.@Nullable Key earliest(List<Entry> entries, boolean pendingOnly) {
        Entry earliest = null;
        for (Entry entry : entries) {
            if (entry instanceof Pending || (!pendingOnly && !(entry instanceof SettingsEntry))) {
                earliest = earliest == null || isBefore(entry, earliest) ? entry : earliest;
            }
        }
        return earliest == null ? null : earliest.key();
    }

    private static boolean isBefore(Entry one, Entry other) {
        return Comparator.comparingLong(Recount::dueAt)
                        .thenComparing(entry -> entry.key().kind())
                        .thenComparing(Entry::queue)
                        .thenComparing(entry -> entry.key().id())
                        .compare(one, other)
                < 0;
    }

    /** What the index is to say of an entry that counts against its user's limit; null for any other. */
    private static @Nullable Live live(Entry entry) {
        return entry instanceof Pending pending ? Waiter.of(pending) : entry instanceof Active active ? active : null;
    }

    private static long dueAt(Entry entry) {
        if (entry instanceof Finished finished) {
            return finished.dueAt();
        }
        return entry instanceof Pending pending ? pending.dueAt() : ((Due) entry).dueAt();
    }

    private static Entry.@Nullable Key nameOf(@Nullable Due due) {
        return due == null ? null : due.key();
    }

    /** As an assertion, but at a fraction of its cost: this runs millions of times. */
    private static void same(String what, @Nullable Object counted, @Nullable Object told) {
        if (!Objects.equals(counted, told)) {
            assertThat(told).as(what).isEqualTo(counted);
        }
    }
}
