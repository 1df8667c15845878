package dev.docket.serde;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.docket.event.Cause;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionContext;
import dev.docket.event.Event;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.PodRun;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of an ordinary life field by field: the same bytes as {@link MappedJson} makes, in a part of the
 * time. The golden files and {@code WrittenAlikeTest} hold the two together.
 */
final class EventWriter {

    private static final SerializedString ACCEPTED = new SerializedString("ExecutionAccepted");
    private static final SerializedString SCHEDULED = new SerializedString("ExecutionScheduled");
    private static final SerializedString STARTED = new SerializedString("ExecutionStarted");
    private static final SerializedString COMPLETED = new SerializedString("ExecutionCompleted");
    private static final SerializedString CREATE_POD = new SerializedString("CreatePodCommand");

    private EventWriter() {}

    /** Null if the event is of another type. */
    static byte @Nullable [] write(Event event) {
        if (event instanceof ExecutionAccepted accepted) {
            return FieldWriter.write(accepted, EventWriter::accepted);
        }
        if (event instanceof ExecutionScheduled scheduled) {
            return FieldWriter.write(scheduled, EventWriter::scheduled);
        }
        if (event instanceof CreatePodCommand command) {
            return FieldWriter.write(command, EventWriter::createPod);
        }
        if (event instanceof ExecutionStarted started) {
            return FieldWriter.write(started, EventWriter::started);
        }
        if (event instanceof ExecutionCompleted completed) {
            return FieldWriter.write(completed, EventWriter::completed);
        }
        return null;
    }

    private static void accepted(FieldWriter fields, ExecutionAccepted event) throws IOException {
        subject(fields, ACCEPTED, event, event.queue(), event.executionId(), event.incarnation());
        fields.name(FieldNames.PRIORITY, event.priority());
        fields.number(FieldNames.POSITION, event.position());
        fields.number(FieldNames.DEPTH, event.depth());
        fields.number(FieldNames.ESTIMATED_WAIT_SECONDS, event.estimatedWaitSeconds());
        fields.number(FieldNames.ESTIMATED_WAIT_P90_SECONDS, event.estimatedWaitP90Seconds());
        fields.object(FieldNames.DECISION, event.decision(), EventWriter::decision);
    }

    private static void scheduled(FieldWriter fields, ExecutionScheduled event) throws IOException {
        subject(fields, SCHEDULED, event, event.queue(), event.executionId(), event.incarnation());
        fields.number(FieldNames.ATTEMPT, event.attempt());
        fields.name(FieldNames.PRIORITY, event.priority());
        fields.number(FieldNames.WAIT_MILLIS, event.waitMillis());
        fields.flag(FieldNames.WITHIN_P90, event.withinP90());
        fields.object(FieldNames.DECISION, event.decision(), EventWriter::decision);
    }

    private static void createPod(FieldWriter fields, CreatePodCommand event) throws IOException {
        subject(fields, CREATE_POD, event, event.queue(), event.executionId(), event.incarnation());
        fields.number(FieldNames.ATTEMPT, event.attempt());
        fields.text(FieldNames.USER_ID, event.userId());
        fields.name(FieldNames.PRIORITY, event.priority());
        fields.instant(FieldNames.NOT_AFTER, event.notAfter());
        fields.object(FieldNames.SPEC, event.spec(), SpecFields::write);
        fields.object(FieldNames.METADATA, event.metadata(), MetadataFields::write);
    }

    private static void started(FieldWriter fields, ExecutionStarted event) throws IOException {
        subject(fields, STARTED, event, event.queue(), event.executionId(), event.incarnation());
        fields.number(FieldNames.ATTEMPT, event.attempt());
        fields.text(FieldNames.POD_NAME, event.podName());
        fields.text(FieldNames.NODE_NAME, event.nodeName());
        fields.instant(FieldNames.STARTED_AT, event.startedAt());
        fields.object(FieldNames.DECISION, event.decision(), EventWriter::decision);
    }

    private static void completed(FieldWriter fields, ExecutionCompleted event) throws IOException {
        subject(fields, COMPLETED, event, event.queue(), event.executionId(), event.incarnation());
        fields.number(FieldNames.ATTEMPT, event.attempt());
        fields.object(FieldNames.RUN, event.run(), EventWriter::run);
        fields.object(FieldNames.DECISION, event.decision(), EventWriter::decision);
    }

    /** What all five begin with. */
    private static void subject(
            FieldWriter fields,
            SerializableString type,
            Event event,
            String queue,
            String executionId,
            Incarnation incarnation)
            throws IOException {
        fields.constant(FieldNames.TYPE, type);
        fields.number(FieldNames.SCHEMA_VERSION, event.schemaVersion());
        fields.text(FieldNames.QUEUE, queue);
        fields.text(FieldNames.EXECUTION_ID, executionId);
        fields.incarnation(FieldNames.INCARNATION, incarnation);
    }

    private static void run(FieldWriter fields, PodRun run) throws IOException {
        fields.text(FieldNames.POD_NAME, run.podName());
        fields.text(FieldNames.NODE_NAME, run.nodeName());
        fields.number(FieldNames.EXIT_CODE, run.exitCode());
        fields.instant(FieldNames.STARTED_AT, run.startedAt());
        fields.instant(FieldNames.FINISHED_AT, run.finishedAt());
        fields.text(FieldNames.LOG_TAIL, run.logTail());
    }

    private static void decision(FieldWriter fields, DecisionContext decision) throws IOException {
        fields.text(FieldNames.USER_ID, decision.userId());
        fields.number(FieldNames.PENDING, decision.pending());
        fields.number(FieldNames.ACTIVE, decision.active());
        fields.object(FieldNames.CAUSE, decision.cause(), EventWriter::cause);
    }

    private static void cause(FieldWriter fields, Cause cause) throws IOException {
        fields.text(FieldNames.TOPIC, cause.topic());
        fields.number(FieldNames.PARTITION, cause.partition());
        fields.number(FieldNames.OFFSET, cause.offset());
        fields.instant(FieldNames.TIME, cause.time());
    }
}
