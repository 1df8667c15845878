package dev.docket.queue;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be derived from the entries of one partition: its lines, what can be scheduled, and what is due.
 * It follows each write of an entry, restored ones included, and therefore cannot drift from them.
 *
 * <p>Threading: none of its own. Whoever holds it guards it; see the store.
 *
 * <p>Invariants: a line stands here as long as it has any entry; {@code runnable} holds exactly the lines for which
 * {@link Line#isRunnable()} is true; {@code pendingDue} holds one element for each pending execution, {@code otherDue}
 * one for each other entry but settings.
 */
public final class PartitionIndex {

    private final QueueLimits defaults;
    private final long finishedRetentionMillis;
    private final NavigableMap<String, Line> lines = new TreeMap<>();
    private final SortedMap<String, Line> runnable = new TreeMap<>();
    private final Agenda pendingDue = new Agenda();
    private final Agenda otherDue = new Agenda();
    private long latestTransition;

    /** An index without entries, for queues that keep to these rules unless they have limits of their own. */
    public PartitionIndex(Rules rules) {
        this.defaults = rules.limits();
        this.finishedRetentionMillis = rules.memory().finishedRetention().toMillis();
    }

    /** The line of this queue; an empty one, not kept, if it has no entries. */
    public Line line(String queue) {
        Line line = lines.get(queue);
        return line == null ? new Line(queue, defaults, finishedRetentionMillis) : line;
    }

    /** This name, as the text that all entries of the queue share; without entries, as it was given. */
    public String name(String queue) {
        Line line = lines.get(queue);
        return line == null ? queue : line.queue();
    }

    /** The name of this user, likewise, among the entries of this queue. */
    public String name(String queue, String userId) {
        Line line = lines.get(queue);
        return line == null ? userId : line.name(userId);
    }

    /** Every line that has entries, by name. */
    public Collection<Line> lines() {
        return Collections.unmodifiableCollection(lines.values());
    }

    /** Every line that has entries and a name behind this one, by name; all of them without a name. */
    public Collection<Line> linesAfter(@Nullable String name) {
        return Collections.unmodifiableCollection((name == null ? lines : lines.tailMap(name, false)).values());
    }

    /** The first line, by name, that something can be scheduled from. */
    public @Nullable Line firstRunnable() {
        return runnable.isEmpty() ? null : runnable.get(runnable.firstKey());
    }

    /** What is due first; null if nothing is by this time, in epoch milliseconds. Only for whoever may also write. */
    public @Nullable Due firstDue(long by) {
        Due pending = pendingDue.first(by);
        Due other = otherDue.first(by);
        if (pending == null || other == null) {
            return pending == null ? other : pending;
        }
        return Due.compare(pending, other) < 0 ? pending : other;
    }

    /** Which pending execution has waited for too long first; null likewise. Only for whoever may also write. */
    public @Nullable Due firstPendingDue(long by) {
        return pendingDue.first(by);
    }

    /**
     * The time of the latest transition that an entry here tells of, in epoch milliseconds; 0 where there is none. A copy
     * that lags behind has an earlier one than the original.
     */
    public long latestTransition() {
        return latestTransition;
    }

    /** Follows the write of an entry, in place of the earlier one under its key. */
    public void put(Entry entry) {
        Line line = lines.computeIfAbsent(entry.queue(), queue -> new Line(queue, defaults, finishedRetentionMillis));
        latestTransition = Math.max(latestTransition, timeOf(entry));
        if (entry instanceof Live live) {
            follow(line.put(live), live);
        } else if (entry instanceof Finished finished) {
            Marker marker = Marker.of(finished);
            follow(line.put(finished, marker), marker);
        } else if (entry instanceof EarlyCancel cancel) {
            follow(line.put(cancel), cancel);
        } else if (entry instanceof SettingsEntry settings) {
            line.settings(settings);
        }
        settle(line);
    }

    /** Follows the deletion of an entry; nothing happens if there was none. */
    public void remove(Entry.Key key) {
        Line line = lines.get(key.queue());
        if (line != null) {
            switch (key.kind()) {
                case EXECUTION -> follow(line.remove(key.id()), null);
                case EARLY_CANCEL -> follow(line.removeEarlyCancel(key.id()), null);
                case SETTINGS -> line.settings(null);
            }
            settle(line);
        }
    }

    /** Forgets everything. */
    public void clear() {
        lines.clear();
        runnable.clear();
        pendingDue.clear();
        otherDue.clear();
        latestTransition = 0;
    }

    private static long timeOf(Entry entry) {
        if (entry instanceof Pending pending) {
            return pending.acceptedAt();
        }
        if (entry instanceof Active active) {
            return Math.max(active.lease().scheduledAt(), active.lease().startedAt());
        }
        return entry instanceof Finished finished ? finished.finishedAt() : 0;
    }

    private void follow(@Nullable Due before, @Nullable Due now) {
        if (before != null) {
            agendaOf(before).remove(before);
        }
        if (now != null) {
            agendaOf(now).add(now);
        }
    }

    private Agenda agendaOf(Due due) {
        return due instanceof Pending ? pendingDue : otherDue;
    }

    private void settle(Line line) {
        if (line.isRunnable()) {
            runnable.put(line.queue(), line);
        } else {
            runnable.remove(line.queue());
        }
        if (line.isEmpty()) {
            lines.remove(line.queue());
        }
    }
}
