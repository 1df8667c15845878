package dev.docket.audit;

import dev.docket.event.AttemptId;
import dev.docket.event.Cause;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionContext;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import dev.docket.serde.EventJson;
import dev.docket.serde.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the topics of an honest queue, by a sorted list and plain counts, and hands every record to an audit. Each step
 * can be taken alone, so that a test can leave one out, repeat it or put another in its place.
 */
final class SyntheticLog {

    static final Topics TOPICS = new Topics("docket");
    static final Limits LIMITS = new Limits(2, 4);

    final Audit audit = new Audit(TOPICS, LIMITS, true);
    private final Map<String, Long> offsets = new HashMap<>();
    private final List<Entry> pending = new ArrayList<>();
    private final Map<String, Entry> active = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Cause cause = cause(TOPICS.executionReports(), 0);

    record Entry(String id, String user, Priority priority, Incarnation incarnation) {
        Entry withId(String other) {
            return new Entry(other, user, priority, incarnation);
        }
    }

    /** A request and its honest answer. */
    Entry request(String id, String user, Priority priority) {
        received(id, user, priority);
        Entry entry = new Entry(id, user, priority, new Incarnation(0, cause.offset()));
        if (userHas(user) >= LIMITS.maxPerUser()) {
            decided(new ExecutionRejected("default", id, RejectionReason.USER_LIMIT, "no", List.of(), context(user)));
        } else {
            admit(entry);
        }
        return entry;
    }

    /** A request, without an answer so far. */
    void received(String id, String user, Priority priority) {
        long offset = append(
                TOPICS.executionRequests(),
                new ExecutionRequested(
                        id,
                        user,
                        "default",
                        priority.name(),
                        "",
                        null,
                        null,
                        "busybox",
                        List.of("true"),
                        null,
                        5,
                        null,
                        null,
                        null,
                        null,
                        null));
        cause = cause(TOPICS.executionRequests(), offset);
    }

    void admit(Entry entry) {
        admit(entry, 0, 0);
    }

    /** Accepts it, with a position and a depth that are off by so much. */
    void admit(Entry entry, int positionOff, int depthOff) {
        pending.add(entry);
        pending.sort(Comparator.comparing(Entry::priority).thenComparing(e -> e.incarnation.offset()));
        decided(new ExecutionAccepted(
                "default",
                entry.id,
                entry.incarnation,
                entry.priority,
                pending.indexOf(entry) + positionOff,
                pending.size() + depthOff,
                null,
                null,
                context(entry.user)));
    }

    /** Gives slots while there are any, to the first in order, with command and Pod. */
    void schedule() {
        while (active.size() < LIMITS.maxActive() && !pending.isEmpty()) {
            Entry first = pending.get(0);
            scheduled(first);
            command(first);
            pod(first, "uid-" + first.incarnation);
        }
    }

    /** Gives this one a slot, whoever it is. */
    void scheduled(Entry entry) {
        pending.remove(entry);
        active.put(entry.id, entry);
        decided(new ExecutionScheduled(
                "default", entry.id, entry.incarnation, 1, entry.priority, 0, null, context(entry.user)));
    }

    void command(Entry entry) {
        append(
                TOPICS.podCommands(),
                new CreatePodCommand(
                        "default", entry.id, entry.incarnation, 1, entry.user, entry.priority, now, SPEC, null));
    }

    void pod(Entry entry, String uid) {
        audit.pod(new PodSeen(uid, new AttemptId("default", entry.id, entry.incarnation, 1)));
    }

    /** The launcher's report of its end, and the decision on it. */
    void complete(Entry entry) {
        report(entry);
        confirm(entry);
    }

    void report(Entry entry) {
        long offset = append(
                TOPICS.executionReports(),
                new ExecutionCompleted("default", entry.id, entry.incarnation, 1, null, null));
        cause = cause(TOPICS.executionReports(), offset);
    }

    void confirm(Entry entry) {
        active.remove(entry.id);
        decided(new ExecutionCompleted("default", entry.id, entry.incarnation, 1, null, context(entry.user)));
    }

    /** Ends all, in the order of their slots. */
    void drain() {
        while (!pending.isEmpty() || !active.isEmpty()) {
            schedule();
            complete(active.values().iterator().next());
        }
    }

    void decided(DecisionEvent decision) {
        append(TOPICS.executionEvents(), decision);
    }

    /** The true counts, for a decision of this user. */
    DecisionContext context(@Nullable String user) {
        return new DecisionContext(user, pending.size(), active.size(), cause);
    }

    Entry anyActive() {
        return active.values().iterator().next();
    }

    Entry firstPending() {
        return pending.get(0);
    }

    Entry lastPending() {
        return pending.get(pending.size() - 1);
    }

    long append(String topic, Event event) {
        return append(topic, EventJson.write(event));
    }

    long append(String topic, byte[] value) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        now = now.plusMillis(10);
        audit.record(new ConsumerRecord<>(topic, 0, offset, new byte[0], value));
        return offset;
    }

    private long userHas(String user) {
        return pending.stream().filter(e -> e.user.equals(user)).count()
                + active.values().stream().filter(e -> e.user.equals(user)).count();
    }

    private Cause cause(String topic, long offset) {
        return new Cause(topic, 0, offset, now);
    }

    private static final ExecutionSpec SPEC =
            new ExecutionSpec("", "sh", "", "busybox", List.of("true"), "script", 5, "1m", "1m", "1Mi", "1Mi");
}
