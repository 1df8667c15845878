package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One queue as derived from its entries: the order, the counts and what is known by id. Reading costs O(log n) at the
 * most; only {@link PartitionIndex} changes it.
 *
 * <p>Invariants: {@code order} and {@code known} hold the same pending executions; a user's tally counts the {@link Live} in
 * {@code known} of that user, and a user without any has none; {@code finished} counts the {@link Marker}s in {@code known}.
 */
public final class Line {

    private final String queue;
    private final QueueLimits defaults;
    private QueueLimits limits;
    private boolean hasSettings;
    private final CountedTree<Pending> order = new CountedTree<>();
    private final IdTable<Due> known = new IdTable<>();
    private final Map<String, Tally> perUser = new HashMap<>();
    private final Map<String, EarlyCancel> earlyCancels = new HashMap<>();
    private final long[] pendingByPriority = new long[Priority.values().length];
    private final CountedTree<Active> holders = new CountedTree<>();
    private final HoldTimes holds = new HoldTimes();
    private final Corrections corrections;
    private final Starts starts = new Starts();
    private long pendingBytes;
    private int active;
    private int finished;

    /** What one user has here. */
    private static final class Tally {
        final String userId;
        int pending;
        int active;

        Tally(String userId) {
            this.userId = userId;
        }

        void change(Live entry, int by) {
            if (entry instanceof Pending) {
                pending += by;
            } else {
                active += by;
            }
        }

        boolean isEmpty() {
            return pending + active == 0;
        }
    }

    /** This line at a moment, for those who estimate. */
    private final class Figures implements LineFigures {

        private final long now;

        Figures(long now) {
            this.now = now;
        }

        @Override
        public long now() {
            return now;
        }

        @Override
        public QueueLimits limits() {
            return limits;
        }

        @Override
        public int active() {
            return active;
        }

        @Override
        public long pending(Priority priority) {
            return Line.this.pending(priority);
        }

        @Override
        public @Nullable HoldCurve curve() {
            return holds.curve();
        }

        @Override
        public Correction correction(Priority priority) {
            return corrections.at(priority, now);
        }

        @Override
        public @Nullable Pending first(Priority priority) {
            return pending(priority) == 0
                    ? null
                    : order.select((int) ahead(priority)).value();
        }

        @Override
        public double[] ages() {
            double[] ages = new double[Math.min(MOST_HOLDERS, active)];
            for (int i = 0; i < ages.length; i++) {
                int rank = (int) ((i + 0.5) * active / ages.length);
                Active holder = holders.select(rank).value();
                ages[i] = Math.max(0, (now - holder.lease().scheduledAt()) / 1000.0);
            }
            return ages;
        }
    }

    Line(String queue, QueueLimits defaults, long finishedRetentionMillis) {
        this.queue = queue;
        this.corrections = new Corrections(finishedRetentionMillis);
        this.defaults = defaults;
        this.limits = defaults;
    }

    public String queue() {
        return queue;
    }

    /** The limits in force: the queue's own, or else the defaults. */
    public QueueLimits limits() {
        return limits;
    }

    /** How many executions wait. */
    public long pending() {
        return order.size();
    }

    /** How many executions of this priority wait. */
    public long pending(Priority priority) {
        return pendingByPriority[priority.rank()];
    }

    /** How many bytes of payload wait. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /** How many executions hold a slot. */
    public int active() {
        return active;
    }

    /** What is known of starts and of the launcher's news. */
    public Starts starts() {
        return starts;
    }

    /** When the one that came first, of all priorities, was accepted, in epoch milliseconds; null if nothing waits. */
    public @Nullable Long oldestAcceptedAt() {
        Long oldest = null;
        int rank = 0;
        for (long count : pendingByPriority) {
            if (count > 0) {
                // Within a priority the order is that of arrival.
                long acceptedAt = order.select(rank).value().acceptedAt();
                oldest = oldest == null ? acceptedAt : Math.min(oldest, acceptedAt);
                rank += (int) count;
            }
        }
        return oldest;
    }

    /** How many pending and active executions this user has. */
    public int ofUser(String userId) {
        Tally tally = perUser.get(userId);
        return tally == null ? 0 : tally.pending + tally.active;
    }

    /** What this user has here. */
    public UserCount usage(String userId) {
        Tally tally = perUser.get(userId);
        return tally == null ? UserCount.NONE : new UserCount(tally.pending, tally.active);
    }

    /** This name, as the text that all entries of the user share here; without entries, as it was given. */
    public String name(String userId) {
        Tally tally = perUser.get(userId);
        return tally == null ? userId : tally.userId;
    }

    /** The users who have pending or active executions. */
    public Collection<String> users() {
        return Collections.unmodifiableCollection(perUser.keySet());
    }

    /** How many finished executions are remembered. */
    public int finished() {
        return finished;
    }

    /** How many cancels wait for their requests. */
    public int earlyCancels() {
        return earlyCancels.size();
    }

    /** How many executions count against the memory of ids: whatever is live will be finished one day. */
    public int known() {
        return known.size();
    }

    /** What is known by this id: an execution that waits or is active, or the marker of a finished one. */
    public @Nullable Due find(String id) {
        return known.get(id);
    }

    /** The pending or active execution of this id. */
    public @Nullable Live live(String id) {
        return find(id) instanceof Live live ? live : null;
    }

    /** Whether an execution of this id is remembered as finished. */
    public boolean isFinished(String id) {
        return find(id) instanceof Marker;
    }

    /** The cancel that waits for this id. */
    public @Nullable EarlyCancel earlyCancel(String id) {
        return earlyCancels.get(id);
    }

    /** The pending execution that is next. */
    public @Nullable Pending first() {
        CountedTree.Entry<Pending> first = order.first();
        return first == null ? null : first.value();
    }

    /** How many pending executions are ahead of this one; 0 is next. */
    public long position(Pending pending) {
        return order.rankOf(pending.orderKey());
    }

    /** The pending executions from this position on, in order, at most so many. */
    public List<Pending> page(int fromPosition, int most) {
        return order.pageFromRank(fromPosition, most).stream()
                .map(CountedTree.Entry::value)
                .toList();
    }

    /** Whether something waits and may be scheduled now. */
    public boolean isRunnable() {
        return !limits.paused() && active < limits.maxActive() && !order.isEmpty();
    }

    /**
     * What it looks like at this moment to those who estimate and explain.
     *
     * @param now epoch milliseconds, by the clock of the records
     */
    public Outlook outlook(long now) {
        return new Outlook(new Figures(now), starts);
    }

    /** How long one would wait that came now with this priority. */
    Estimator.Result arrival(Priority priority, long now) {
        return new Estimator(new Figures(now)).of(priority, pending(priority));
    }

    private long ahead(Priority priority) {
        long ahead = 0;
        for (int rank = 0; rank < priority.rank(); rank++) {
            ahead += pendingByPriority[rank];
        }
        return ahead;
    }

    Corrections corrections() {
        return corrections;
    }

    boolean isEmpty() {
        return known.size() == 0 && earlyCancels.isEmpty() && !hasSettings;
    }

    /** Puts an execution in place of what was known by its id, and returns that; null if nothing was. */
    @Nullable
    Due put(Live entry) {
        Due before = known.put(entry);
        perUser.computeIfAbsent(entry.userId(), Tally::new).change(entry, 1);
        if (before != null) {
            left(before);
        }
        if (entry instanceof Pending pending) {
            order.put(pending.orderKey(), pending);
            pendingByPriority[pending.priority().rank()]++;
            pendingBytes += pending.payloadBytes();
        } else if (entry instanceof Active holder) {
            active++;
            starts.add(holder);
            long arrival = holder.incarnation().offset();
            holders.put(arrival, holder);
            corrections.add(holder.priority(), holder.lease().scheduledAt(), arrival, holder.correction());
        }
        return before;
    }

    /** Puts the marker of a finished execution in place of what was known by its id, and returns that. */
    @Nullable
    Due put(Finished entry, Marker marker) {
        Due before = known.put(marker);
        if (before != null) {
            left(before);
        }
        finished++;
        starts.add(entry);
        Finished.Held held = entry.held();
        if (held != null) {
            holds.add(new HoldTimes.Hold(
                    entry.dueAt(), entry.id(), held.priority(), Math.max(0, entry.finishedAt() - held.scheduledAt())));
            corrections.add(
                    held.priority(), held.scheduledAt(), entry.incarnation().offset(), held.correction());
        }
        return before;
    }

    /** Forgets what is known by this id, and returns it; null if nothing is. */
    @Nullable
    Due remove(String id) {
        Due before = known.remove(id);
        if (before != null) {
            left(before);
        }
        return before;
    }

    private void left(Due before) {
        if (before instanceof Live live) {
            left(live);
        } else {
            finished--;
            holds.remove(before.dueAt(), before.id());
        }
    }

    private void left(Live entry) {
        Tally tally = Objects.requireNonNull(perUser.get(entry.userId()));
        tally.change(entry, -1);
        if (tally.isEmpty()) {
            perUser.remove(entry.userId());
        }
        if (entry instanceof Pending pending) {
            order.remove(pending.orderKey());
            pendingByPriority[pending.priority().rank()]--;
            pendingBytes -= pending.payloadBytes();
        } else if (entry instanceof Active holder) {
            active--;
            starts.remove(holder);
            holders.remove(holder.incarnation().offset());
        }
    }

    /** Puts it in place of the one of its id, and returns that; null if there was none. */
    @Nullable
    EarlyCancel put(EarlyCancel cancel) {
        return earlyCancels.put(cancel.id(), cancel);
    }

    @Nullable
    EarlyCancel removeEarlyCancel(String id) {
        return earlyCancels.remove(id);
    }

    void settings(@Nullable SettingsEntry entry) {
        hasSettings = entry != null;
        limits = entry == null ? defaults : defaults.with(entry.settings());
    }
}
