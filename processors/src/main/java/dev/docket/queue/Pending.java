package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An execution that waits for a slot. Its payload stands beside it in the state.
 *
 * <p>There may be millions of them, so that each is one object, 96 bytes with its header: the parts of its incarnation,
 * digest and forecast are fields here, and objects are made of them when they are asked for.
 */
public final class Pending implements Live {

    private final String queue;
    private final String id;
    private final String userId;
    private final Priority priority;
    private final int partition;
    private final long offset;
    private final long digestHigh;
    private final long digestLow;
    private final long orderKey;
    private final long acceptedAt;
    private final long dueAt;
    private final int payloadBytes;
    private final float model50;
    private final float model90;
    private final float p90;

    /**
     * One that waits.
     *
     * @param queue its queue
     * @param id the client's id
     * @param userId whose it is
     * @param priority the priority it waits with
     * @param incarnation which request record made it
     * @param digest what it asks for
     * @param orderKey its place in the line, unique in its queue; the smallest is served first
     * @param acceptedAt when it was accepted, in epoch milliseconds
     * @param dueAt when it has waited for too long, in epoch milliseconds
     * @param payloadBytes what it adds to the bytes that wait
     * @param forecast what was expected of its wait
     */
    public Pending(
            String queue,
            String id,
            String userId,
            Priority priority,
            Incarnation incarnation,
            ContentDigest digest,
            long orderKey,
            long acceptedAt,
            long dueAt,
            int payloadBytes,
            Forecast forecast) {
        this.queue = queue;
        this.id = id;
        this.userId = userId;
        this.priority = priority;
        this.partition = incarnation.partition();
        this.offset = incarnation.offset();
        this.digestHigh = digest.high();
        this.digestLow = digest.low();
        this.orderKey = orderKey;
        this.acceptedAt = acceptedAt;
        this.dueAt = dueAt;
        this.payloadBytes = payloadBytes;
        this.model50 = forecast.model50();
        this.model90 = forecast.model90();
        this.p90 = forecast.p90();
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String userId() {
        return userId;
    }

    @Override
    public Priority priority() {
        return priority;
    }

    @Override
    public Incarnation incarnation() {
        return new Incarnation(partition, offset);
    }

    @Override
    public ContentDigest digest() {
        return new ContentDigest(digestHigh, digestLow);
    }

    /** Its place in the line, unique in its queue; the smallest is served first. */
    public long orderKey() {
        return orderKey;
    }

    @Override
    public long acceptedAt() {
        return acceptedAt;
    }

    @Override
    public long dueAt() {
        return dueAt;
    }

    /** What it adds to the bytes that wait. */
    public int payloadBytes() {
        return payloadBytes;
    }

    /** What was expected of its wait. */
    public Forecast forecast() {
        return new Forecast(model50, model90, p90);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Pending that && isAlike(that));
    }

    private boolean isAlike(Pending that) {
        return id.equals(that.id)
                && queue.equals(that.queue)
                && userId.equals(that.userId)
                && priority == that.priority
                && incarnation().equals(that.incarnation())
                && digest().equals(that.digest())
                && orderKey == that.orderKey
                && acceptedAt == that.acceptedAt
                && dueAt == that.dueAt
                && payloadBytes == that.payloadBytes
                && forecast().equals(that.forecast());
    }

    @Override
    public int hashCode() {
        return Objects.hash(queue, id, partition, offset);
    }

    @Override
    public String toString() {
        return "Pending[queue=" + queue + ", id=" + id + ", userId=" + userId + ", priority=" + priority
                + ", incarnation=" + incarnation() + ", orderKey=" + orderKey + ", acceptedAt=" + acceptedAt
                + ", dueAt=" + dueAt + ", payloadBytes=" + payloadBytes + ", " + forecast() + "]";
    }
}
