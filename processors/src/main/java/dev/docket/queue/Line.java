package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One queue as derived from its entries: the order, the counts and what is known by id. Reading costs O(log n) at the
 * most; only {@link PartitionIndex} changes it.
 *
 * <p>Invariants: {@code order} and {@code live} hold the same pending executions; a user's count is the number of
 * {@code live} entries of that user, and a user without any has no count; an id is in {@code live} or in
 * {@code finished}, never in both.
 */
public final class Line {

    private final String queue;
    private final QueueLimits defaults;
    private QueueLimits limits;
    private boolean hasSettings;
    private final CountedTree<Pending> order = new CountedTree<>();
    private final Map<String, Live> live = new HashMap<>();
    private final Map<String, UserCount> perUser = new HashMap<>();
    private final Map<String, Due> finished = new HashMap<>();
    private final Map<String, EarlyCancel> earlyCancels = new HashMap<>();
    private final long[] pendingByPriority = new long[Priority.values().length];
    private final CountedTree<Active> holders = new CountedTree<>();
    private final HoldTimes holds = new HoldTimes();
    private final Corrections corrections;
    private final Starts starts = new Starts();
    private long pendingBytes;
    private int active;

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
        return usage(userId).total();
    }

    /** What this user has here. */
    public UserCount usage(String userId) {
        return perUser.getOrDefault(userId, UserCount.NONE);
    }

    /** The users who have pending or active executions. */
    public Collection<String> users() {
        return Collections.unmodifiableCollection(perUser.keySet());
    }

    /** How many finished executions are remembered. */
    public int finished() {
        return finished.size();
    }

    /** How many cancels wait for their requests. */
    public int earlyCancels() {
        return earlyCancels.size();
    }

    /** How many executions count against the memory of ids: whatever is live will be finished one day. */
    public int known() {
        return live.size() + finished.size();
    }

    /** The pending or active execution of this id. */
    public @Nullable Live live(String id) {
        return live.get(id);
    }

    /** Whether an execution of this id is remembered as finished. */
    public boolean isFinished(String id) {
        return finished.containsKey(id);
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
     * How long this execution of the line may still wait, seen at this moment; null where nothing is known.
     *
     * @param now epoch milliseconds, by the clock of the records
     */
    public @Nullable Estimate estimate(Pending pending, long now) {
        long behind = position(pending) - ahead(pending.priority());
        return new Estimator(this, now).of(pending.priority(), behind).estimate();
    }

    /** How long one would wait that came now with this priority; null where nothing is known. */
    public @Nullable Estimate estimateForArrival(Priority priority, long now) {
        return arrival(priority, now).estimate();
    }

    Estimator.Result arrival(Priority priority, long now) {
        return new Estimator(this, now).of(priority, pending(priority));
    }

    /** The first who waits with this priority; null if nobody does. */
    @Nullable
    Pending first(Priority priority) {
        return pending(priority) == 0
                ? null
                : order.select((int) ahead(priority)).value();
    }

    private long ahead(Priority priority) {
        long ahead = 0;
        for (int rank = 0; rank < priority.rank(); rank++) {
            ahead += pendingByPriority[rank];
        }
        return ahead;
    }

    /** Who holds a slot, by arrival, from 0. */
    Active holder(int rank) {
        return holders.select(rank).value();
    }

    HoldTimes holds() {
        return holds;
    }

    Corrections corrections() {
        return corrections;
    }

    boolean isEmpty() {
        return live.isEmpty() && finished.isEmpty() && earlyCancels.isEmpty() && !hasSettings;
    }

    void add(Live entry) {
        live.put(entry.id(), entry);
        perUser.merge(entry.userId(), UserCount.NONE.plus(entry, 1), (had, one) -> had.plus(entry, 1));
        if (entry instanceof Pending pending) {
            order.put(pending.orderKey(), pending);
            pendingByPriority[pending.priority().rank()]++;
            pendingBytes += pending.payloadBytes();
        } else if (entry instanceof Active holder) {
            active++;
            starts.add(holder);
            holders.put(holder.incarnation().offset(), holder);
            corrections.add(
                    holder.priority(),
                    holder.lease().scheduledAt(),
                    holder.incarnation().offset(),
                    holder.correction());
        }
    }

    @Nullable
    Live removeLive(String id) {
        Live entry = live.remove(id);
        if (entry == null) {
            return null;
        }
        perUser.computeIfPresent(entry.userId(), (user, had) -> had.total() == 1 ? null : had.plus(entry, -1));
        if (entry instanceof Pending pending) {
            order.remove(pending.orderKey());
            pendingByPriority[pending.priority().rank()]--;
            pendingBytes -= pending.payloadBytes();
        } else if (entry instanceof Active holder) {
            active--;
            starts.remove(holder);
            holders.remove(holder.incarnation().offset());
        }
        return entry;
    }

    void addFinished(Finished marker, Due forget) {
        finished.put(forget.id(), forget);
        starts.add(marker);
        Finished.Held held = marker.held();
        if (held != null) {
            holds.add(new HoldTimes.Hold(
                    forget.at(),
                    forget.id(),
                    held.priority(),
                    Math.max(0, marker.finishedAt() - held.scheduledAt()) / 1000.0));
            corrections.add(
                    held.priority(), held.scheduledAt(), marker.incarnation().offset(), held.correction());
        }
    }

    @Nullable
    Due removeFinished(String id) {
        Due forget = finished.remove(id);
        if (forget != null) {
            holds.remove(forget.at(), forget.id());
        }
        return forget;
    }

    void add(EarlyCancel cancel) {
        earlyCancels.put(cancel.id(), cancel);
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
