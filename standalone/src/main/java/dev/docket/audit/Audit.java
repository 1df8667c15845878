package dev.docket.audit;

import dev.docket.event.AttemptId;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.TerminalEvent;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Topics;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Recounts what Docket did, record by record. Each topic's partitions are read in their order, from the beginning; which
 * topic is read first does not matter. What is known at any time is what the records read so far tell, so the same class
 * serves a live view and the last word.
 *
 * <p>Memory: a bit for every record of a request, and about 200 bytes for every attempt; it forgets nothing.
 *
 * <p>Threading: not safe; one thread reads and asks.
 */
public final class Audit {

    private final Topics topics;
    private final Limits limits;
    private final Findings findings = new Findings();
    private final AnswerLedger answers;
    private final AttemptLedger attempts;
    private final WaitTimes waits = new WaitTimes();
    private final Map<String, QueueLedger> queues = new TreeMap<>();
    private long submitted;
    private long deadLetters;

    /**
     * @param topics whose topics these are
     * @param limits what holds for a queue without settings of its own
     * @param podsAreKnown whether the cluster's own history of Pods will be told
     */
    public Audit(Topics topics, Limits limits, boolean podsAreKnown) {
        this.topics = topics;
        this.limits = limits;
        this.answers = new AnswerLedger(topics.executionRequests(), findings);
        this.attempts = new AttemptLedger(findings, podsAreKnown);
    }

    /** Takes the next record of any of the installation's topics; those of other topics are passed over. */
    public void record(ConsumerRecord<byte[], byte @Nullable []> record) {
        String topic = record.topic();
        if (topic.equals(topics.executionRequests())) {
            request(record);
        } else if (topic.equals(topics.executionEvents())) {
            DecisionEvent decision = read(record, EventFamily.DECISIONS);
            if (decision != null) {
                decision(decision);
            }
        } else if (topic.equals(topics.podCommands())) {
            if (read(record, EventFamily.COMMANDS) instanceof CreatePodCommand create) {
                attempts.commanded(
                        new AttemptId(create.queue(), create.executionId(), create.incarnation(), create.attempt()));
            }
        } else if (topic.equals(topics.executionReports())) {
            if (EventJson.read(record.value(), EventFamily.REPORTS) instanceof Reading.Parsed<?> parsed
                    && parsed.event() instanceof TerminalEvent end) {
                attempts.reported(end);
            }
        } else if (topic.equals(topics.deadLetters())) {
            deadLetter(record);
        }
    }

    /** Takes a Pod of the cluster's history. */
    public void pod(PodSeen pod) {
        attempts.pod(pod);
    }

    /**
     * Anybody may write requests and reports; what cannot be read there has its dead letter and is nobody's fault. What
     * Docket wrote itself must be readable.
     */
    private void request(ConsumerRecord<byte[], byte @Nullable []> record) {
        answers.received(record.partition(), record.offset());
        Header routed = record.headers().lastHeader(RecordHeaders.ROUTED_FROM);
        if (routed != null) {
            routedFrom(new String(routed.value(), StandardCharsets.UTF_8));
        } else if (EventJson.read(record.value(), EventFamily.REQUESTS) instanceof Reading.Parsed<?> parsed
                && parsed.event() instanceof ExecutionRequested) {
            submitted++;
        }
    }

    private void decision(DecisionEvent decision) {
        answers.decided(decision);
        queues.computeIfAbsent(decision.queue(), queue -> new QueueLedger(queue, limits, waits, findings))
                .decided(decision);
        if (decision instanceof ExecutionScheduled scheduled) {
            attempts.scheduled(scheduled);
        } else if (decision instanceof TerminalEvent end) {
            attempts.decided(end);
        }
    }

    private void deadLetter(ConsumerRecord<byte[], byte @Nullable []> record) {
        deadLetters++;
        if (topics.executionRequests().equals(header(record, RecordHeaders.DEAD_TOPIC))) {
            answers.answered(
                    Integer.parseInt(header(record, RecordHeaders.DEAD_PARTITION)),
                    Long.parseLong(header(record, RecordHeaders.DEAD_OFFSET)),
                    "a dead letter");
        }
    }

    private void routedFrom(String where) {
        int at = where.lastIndexOf('@');
        int hyphen = where.lastIndexOf('-', at);
        if (where.substring(0, hyphen).equals(topics.executionRequests())) {
            answers.answered(
                    Integer.parseInt(where.substring(hyphen + 1, at)),
                    Long.parseLong(where.substring(at + 1)),
                    "its copy");
        }
    }

    private static String header(ConsumerRecord<byte[], byte @Nullable []> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private <T extends Event> @Nullable T read(
            ConsumerRecord<byte[], byte @Nullable []> record, EventFamily<T> family) {
        if (EventJson.read(record.value(), family) instanceof Reading.Parsed<T> parsed) {
            return parsed.event();
        }
        findings.add(
                Violation.UNREADABLE,
                record.topic() + "-" + record.partition() + "@" + record.offset() + " is no event");
        return null;
    }

    /** What is known so far, without asking whether decisions, commands, Pods and reports agree. */
    public AuditFigures progress() {
        return figures(findings);
    }

    /** What is known now that every topic has been read to its end and every Pod has been told. */
    public AuditFigures verdict() {
        Findings all = findings.copy();
        attempts.compareInto(all);
        return figures(all);
    }

    private AuditFigures figures(Findings found) {
        Map<Priority, Integer> depths = new EnumMap<>(Priority.class);
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        int active = 0;
        int highestActive = 0;
        int highestDepth = 0;
        long unfinished = 0;
        long scheduled = 0;
        double used = 0;
        double offered = 0;
        for (QueueLedger queue : queues.values()) {
            queue.depths().forEach((priority, depth) -> depths.merge(priority, depth, Integer::sum));
            queue.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            active += queue.active();
            highestActive = Math.max(highestActive, queue.highestActive());
            highestDepth = Math.max(highestDepth, queue.highestDepth());
            unfinished += queue.unfinished();
            scheduled += queue.scheduled();
            used += queue.slotTime().used();
            offered += queue.slotTime().offered();
        }
        return new AuditFigures(
                new AuditFigures.Answers(
                        submitted,
                        answers.accepted(),
                        new EnumMap<>(answers.rejected()),
                        answers.repeated(),
                        answers.expired(),
                        answers.cancelled(),
                        deadLetters),
                outcomes,
                answers.unanswered() + unfinished,
                found.counts(),
                found.examples(),
                new AuditFigures.Now(depths, active),
                new AuditFigures.Load(
                        scheduled, attempts.pods(), highestActive, highestDepth, offered == 0 ? 0 : used / offered),
                waits.figures());
    }
}
