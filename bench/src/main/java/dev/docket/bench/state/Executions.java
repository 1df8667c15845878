package dev.docket.bench.state;

import dev.docket.bench.lives.Payloads;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.queue.Active;
import dev.docket.queue.ContentDigest;
import dev.docket.queue.Correction;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Forecast;
import dev.docket.queue.Pending;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import dev.docket.queue.StateFormat;
import dev.docket.serde.StoredSpec;
import dev.docket.store.SplitValue;
import java.time.Duration;
import java.util.List;

/**
 * Executions of one queue by their numbers, as the coordinator keeps them: {@value Payloads#USERS} users and five
 * priorities, ids of 17 characters, one accepted each millisecond, each with a forecast.
 */
public final class Executions {

    /** Their queue. */
    public static final String QUEUE = "lives";

    /** Rules under which any number of them may wait and none has a slot. */
    public static final Rules RULES = new Rules(
            new QueueLimits(0, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, false),
            Rules.Requests.DEFAULTS,
            Rules.Memory.DEFAULTS,
            Rules.Leases.DEFAULTS,
            Rules.Work.DEFAULTS);

    private static final byte[] NO_PAYLOAD = {};
    private static final long FIRST_NUMBER = 1_000_000_000_000L;

    /** When the first was accepted: now, or they would be due before they are measured. */
    private static final long EPOCH = System.currentTimeMillis();

    private static final int ARRIVAL_BITS = 60;
    private static final int TIMEOUT_SECONDS = 600;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private Executions() {}

    /** The id of this number. */
    public static String id(long number) {
        return "life-" + Long.toString(FIRST_NUMBER + number).substring(1);
    }

    /** It waits. */
    public static Pending pending(long number) {
        Priority priority = Payloads.priority(number);
        long acceptedAt = EPOCH + number;
        return new Pending(
                QUEUE,
                id(number),
                Payloads.user(number),
                priority,
                new Incarnation(0, number),
                new ContentDigest(number * 0x9E3779B97F4A7C15L, ~number * 0xBF58476D1CE4E5B9L),
                orderKey(priority, number),
                acceptedAt,
                acceptedAt + 30 * DAY,
                Payloads.REQUEST_BYTES,
                new Forecast(10, 20, 30));
    }

    /** Its place in the line: priority, then arrival, as the queue itself computes it. */
    public static long orderKey(Priority priority, long arrival) {
        return ((long) priority.rank() << ARRIVAL_BITS) | arrival;
    }

    /** It holds a slot. */
    public static Active active(long number) {
        Pending pending = pending(number);
        long scheduledAt = pending.acceptedAt() + 1_000;
        return new Active(
                QUEUE,
                pending.id(),
                pending.userId(),
                pending.priority(),
                pending.incarnation(),
                pending.digest(),
                pending.acceptedAt(),
                new Correction(0, 0),
                new Active.Lease(1, TIMEOUT_SECONDS, scheduledAt, 0, scheduledAt + DAY, null));
    }

    /** It is over after a second, and remembered. */
    public static Finished finished(long number) {
        return finished(number, 1_000);
    }

    /** It is over after so long, and remembered; in the order of their numbers, however long they took. */
    public static Finished finished(long number, long heldMillis) {
        Active active = active(number);
        long finishedAt = active.lease().scheduledAt() + 1_000;
        return new Finished(
                QUEUE,
                active.id(),
                active.incarnation(),
                active.digest(),
                Outcome.COMPLETED,
                finishedAt,
                finishedAt + DAY,
                new Finished.Held(active.priority(), finishedAt - heldMillis, active.correction()));
    }

    /** What is kept of a request beside its entry while it waits, some 650 bytes. */
    public static byte[] payload(Payloads payloads) {
        ExecutionSpec spec = new ExecutionSpec(
                payloads.script(),
                "python",
                "3.12",
                "python:3.12-slim",
                List.of("python3", "-u", "{script}"),
                "main.py",
                TIMEOUT_SECONDS,
                "100m",
                "500m",
                "64Mi",
                "128Mi");
        return new StoredSpec(spec, null, null).toJson();
    }

    /** The store's key of an entry. */
    public static byte[] key(Entry entry) {
        return StateFormat.writeKey(entry.key());
    }

    /** The store's value of an entry that has no payload. */
    public static byte[] value(Entry entry) {
        return value(entry, NO_PAYLOAD);
    }

    /** The store's value of an entry with its payload. */
    public static byte[] value(Entry entry, byte[] payload) {
        return SplitValue.join(StateFormat.write(entry), payload);
    }
}
