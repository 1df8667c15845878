package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One queue as derived from its entries: the order, the counts and what is known by id. Reading costs O(log n) at the
 * most; only {@link PartitionIndex} changes it.
 *
 * <p>Those who wait are kept as {@link PackedWaiter}s, which are unpacked for whoever asks; all else that is known by its id is
 * a {@link Due}.
 *
 * <p>Invariants: {@code order}, {@code known} and the partition's agenda hold the same pending executions, and the agenda all
 * else that is known, too; {@code users} counts the {@link Live} in {@code known}; {@code finished} counts the {@link Marker}s
 * in {@code known}.
 */
public final class Line {

    private final String queue;
    private final int number;
    private final Agendas agendas;
    private final QueueLimits defaults;
    private QueueLimits limits;
    private boolean hasSettings;
    private final CountedTree<byte[]> order = new CountedTree<>();
    private final IdTable<Object> known = new IdTable<>(Line::hasId);
    private final Users users = new Users();
    private final Map<String, EarlyCancel> earlyCancels = new HashMap<>();
    private final long[] pendingByPriority = new long[Priority.values().length];
    private final CountedTree<Active> holders = new CountedTree<>();
    private final HoldTimes holds = new HoldTimes();
    private final Corrections corrections;
    private final Starts starts = new Starts();
    private long pendingBytes;
    private int active;
    private int finished;

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
        public @Nullable Waiter first(Priority priority) {
            return pending(priority) == 0
                    ? null
                    : waiter(order.select((int) ahead(priority)).value());
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

    /**
     * One without entries.
     *
     * @param number what stands for it in a {@link PackedWaiter}
     * @param agendas what is due in its partition
     */
    Line(String queue, int number, Agendas agendas, QueueLimits defaults, long finishedRetentionMillis) {
        this.queue = queue;
        this.number = number;
        this.agendas = agendas;
        this.corrections = new Corrections(finishedRetentionMillis);
        this.defaults = defaults;
        this.limits = defaults;
    }

    public String queue() {
        return queue;
    }

    /** What stands for it in a {@link PackedWaiter}. */
    int number() {
        return number;
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
                long acceptedAt = new PackedWaiter(order.select(rank).value()).acceptedAt();
                oldest = oldest == null ? acceptedAt : Math.min(oldest, acceptedAt);
                rank += (int) count;
            }
        }
        return oldest;
    }

    /** How many pending and active executions this user has. */
    public int ofUser(String userId) {
        return users.total(userId);
    }

    /** What this user has here. */
    public UserCount usage(String userId) {
        return users.count(userId);
    }

    /** This name, as the text that all entries of the user share here; without entries, as it was given. */
    public String name(String userId) {
        String shared = users.name(userId);
        return shared == null ? userId : shared;
    }

    /** The users who have pending or active executions. */
    public Collection<String> users() {
        return users.names();
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
        Object found = known.get(id);
        return found instanceof byte[] packed ? waiter(packed) : (Due) found;
    }

    /** Whether an execution of this id waits. */
    public boolean isPending(String id) {
        return known.get(id) instanceof byte[];
    }

    /**
     * The place in the order of the execution of this id.
     *
     * @throws IllegalArgumentException if none of this id waits
     */
    public long orderKey(String id) {
        if (known.get(id) instanceof byte[] packed) {
            return new PackedWaiter(packed).orderKey();
        }
        throw new IllegalArgumentException("no execution of this id waits");
    }

    /** The pending or active execution of this id. */
    public @Nullable Live live(String id) {
        return find(id) instanceof Live live ? live : null;
    }

    /** Whether an execution of this id is remembered as finished. */
    public boolean isFinished(String id) {
        return known.get(id) instanceof Marker;
    }

    /** The cancel that waits for this id. */
    public @Nullable EarlyCancel earlyCancel(String id) {
        return earlyCancels.get(id);
    }

    /** The pending execution that is next. */
    public @Nullable Waiter first() {
        CountedTree.Entry<byte[]> first = order.first();
        return first == null ? null : waiter(first.value());
    }

    /** How many pending executions are ahead of this one; 0 is next. */
    public long position(Waiter waiter) {
        return order.rankOf(waiter.orderKey());
    }

    /** The pending executions from this position on, in order, at most so many. */
    public List<Waiter> page(int fromPosition, int most) {
        return order.pageFromRank(fromPosition, most).stream()
                .map(entry -> waiter(entry.value()))
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
        for (Priority other : priority.above()) {
            ahead += pending(other);
        }
        return ahead;
    }

    Corrections corrections() {
        return corrections;
    }

    boolean isEmpty() {
        return known.size() == 0 && earlyCancels.isEmpty() && !hasSettings;
    }

    /** Puts an execution that waits in place of what was known by its id. */
    void put(Pending pending) {
        Waiter waiter = Waiter.of(pending);
        byte[] packed = PackedWaiter.pack(waiter, number, users.addPending(waiter.userId()));
        replace(waiter.id(), packed);
        agendas.add(waiter.dueAt(), packed);
        order.put(waiter.orderKey(), packed);
        pendingByPriority[waiter.priority().rank()]++;
        pendingBytes += waiter.payloadBytes();
    }

    /** Puts one that holds a slot in place of what was known by its id. */
    void put(Active holder) {
        users.addActive(holder.userId());
        replace(holder.id(), holder);
        agendas.add(holder);
        active++;
        starts.add(holder);
        long arrival = holder.incarnation().offset();
        holders.put(arrival, holder);
        corrections.add(holder.priority(), holder.lease().scheduledAt(), arrival, holder.correction());
    }

    /** Puts the marker of a finished execution in place of what was known by its id. */
    void put(Finished entry) {
        Marker marker = Marker.of(entry);
        replace(marker.id(), marker);
        agendas.add(marker);
        finished++;
        starts.add(entry);
        Finished.Held held = entry.held();
        if (held != null) {
            holds.add(new HoldTimes.Hold(
                    entry.dueAt(), entry.id(), held.priority(), Math.max(0, entry.finishedAt() - held.scheduledAt())));
            corrections.add(
                    held.priority(), held.scheduledAt(), entry.incarnation().offset(), held.correction());
        }
    }

    private void replace(String id, Object now) {
        Object before = known.put(id, now);
        if (before != null) {
            left(before);
        }
    }

    /** Forgets what is known by this id; nothing happens if nothing is. */
    void remove(String id) {
        Object before = known.remove(id);
        if (before != null) {
            left(before);
        }
    }

    private void left(Object before) {
        if (before instanceof byte[] packed) {
            left(packed);
        } else if (before instanceof Active holder) {
            left(holder);
        } else if (before instanceof Marker marker) {
            agendas.remove(marker);
            finished--;
            holds.remove(marker.dueAt(), marker.id());
        }
    }

    private void left(byte[] packed) {
        PackedWaiter waiter = new PackedWaiter(packed);
        // First of all: the agenda may want to know whose it is.
        agendas.remove(waiter.dueAt(), packed);
        users.removePending(waiter.user());
        order.remove(waiter.orderKey());
        pendingByPriority[waiter.priority().rank()]--;
        pendingBytes -= waiter.payloadBytes();
    }

    private void left(Active holder) {
        agendas.remove(holder);
        users.removeActive(holder.userId());
        active--;
        starts.remove(holder);
        holders.remove(holder.incarnation().offset());
    }

    /** Puts it in place of the one of its id. */
    void put(EarlyCancel cancel) {
        EarlyCancel before = earlyCancels.put(cancel.id(), cancel);
        if (before != null) {
            agendas.remove(before);
        }
        agendas.add(cancel);
    }

    void removeEarlyCancel(String id) {
        EarlyCancel before = earlyCancels.remove(id);
        if (before != null) {
            agendas.remove(before);
        }
    }

    /** What this is of, which must be in this line. */
    Waiter waiter(byte[] packed) {
        PackedWaiter waiter = new PackedWaiter(packed);
        return waiter.unpack(queue, users.name(waiter.user()));
    }

    private static boolean hasId(Object known, String id) {
        return known instanceof byte[] packed
                ? PackedWaiter.hasId(packed, id)
                : ((Due) known).id().equals(id);
    }

    void settings(@Nullable SettingsEntry entry) {
        hasSettings = entry != null;
        limits = entry == null ? defaults : defaults.with(entry.settings());
    }
}
