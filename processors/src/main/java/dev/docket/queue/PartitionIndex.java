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
 * {@link Line#isRunnable()} is true; {@code numbers} has the number of each line; {@code agendas} hold each entry but
 * settings.
 */
public final class PartitionIndex {

    /** The number of a line that is not kept. */
    private static final int NONE = -1;

    private final QueueLimits defaults;
    private final long finishedRetentionMillis;
    private final NavigableMap<String, Line> lines = new TreeMap<>();
    private final SortedMap<String, Line> runnable = new TreeMap<>();
    private final Numbered<Line> numbers = new Numbered<>();
    private final Agendas agendas = new Agendas(this::waiter);
    private long latestTransition;

    /** An index without entries, for queues that keep to these rules unless they have limits of their own. */
    public PartitionIndex(Rules rules) {
        this.defaults = rules.limits();
        this.finishedRetentionMillis = rules.memory().finishedRetention().toMillis();
    }

    /** The line of this queue; an empty one, not kept, if it has no entries. */
    public Line line(String queue) {
        Line line = lines.get(queue);
        return line == null ? newLine(queue, NONE) : line;
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
        return agendas.first(by);
    }

    /** Which pending execution has waited for too long first; null likewise. Only for whoever may also write. */
    public @Nullable Due firstPendingDue(long by) {
        return agendas.firstWaiting(by);
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
        Line line = lines.computeIfAbsent(entry.queue(), queue -> numbers.add(number -> newLine(queue, number)));
        latestTransition = Math.max(latestTransition, timeOf(entry));
        if (entry instanceof Pending pending) {
            line.put(pending);
        } else if (entry instanceof Active active) {
            line.put(active);
        } else if (entry instanceof Finished finished) {
            line.put(finished);
        } else if (entry instanceof EarlyCancel cancel) {
            line.put(cancel);
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
                case EXECUTION -> line.remove(key.id());
                case EARLY_CANCEL -> line.removeEarlyCancel(key.id());
                case SETTINGS -> line.settings(null);
            }
            settle(line);
        }
    }

    /** Forgets everything. */
    public void clear() {
        lines.clear();
        runnable.clear();
        numbers.clear();
        agendas.clear();
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

    private Line newLine(String queue, int number) {
        return new Line(queue, number, agendas, defaults, finishedRetentionMillis);
    }

    private Waiter waiter(byte[] packed) {
        return numbers.get(new PackedWaiter(packed).line()).waiter(packed);
    }

    private void settle(Line line) {
        if (line.isRunnable()) {
            runnable.put(line.queue(), line);
        } else {
            runnable.remove(line.queue());
        }
        if (line.isEmpty()) {
            lines.remove(line.queue());
            numbers.remove(line.number());
        }
    }
}
