package dev.docket.serde;

import dev.docket.event.Cause;
import dev.docket.event.DecisionContext;
import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.PodRun;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of an ordinary life in one pass, as {@link MappedJson} would. It never says what is wrong with a
 * value: at anything but a plain event of such a type it gives up. {@code ReadAlikeTest} holds the two together.
 */
final class EventReader {

    private static final int VERSION = 1;

    private EventReader() {}

    /** Null if the value has to be read by the mapper. */
    static <T extends Event> @Nullable T read(JsonText json, EventFamily<T> family) {
        return FieldReader.read(json, fields -> event(fields, family));
    }

    private static <T extends Event> T event(FieldReader fields, EventFamily<T> family) throws IOException {
        if (!"type".equals(fields.next())) {
            throw new Unusual();
        }
        Class<? extends T> type = family.types().get(Unusual.ifNull(fields.text(0)));
        if (type != ExecutionRequested.class && type != ExecutionStarted.class && type != ExecutionCompleted.class) {
            throw new Unusual();
        }
        if (!"schemaVersion".equals(fields.next()) || fields.integer(1) != VERSION) {
            throw new Unusual();
        }
        Event event;
        if (type == ExecutionRequested.class) {
            event = requested(fields);
        } else if (type == ExecutionStarted.class) {
            event = started(fields);
        } else {
            event = completed(fields);
        }
        return type.cast(event);
    }

    private static ExecutionRequested requested(FieldReader fields) throws IOException {
        String executionId = null;
        String userId = null;
        String queue = null;
        String priority = null;
        String script = null;
        String language = null;
        String languageVersion = null;
        String runtimeImage = null;
        List<@Nullable String> runtimeCommand = null;
        String runtimeFilename = null;
        Integer timeoutSeconds = null;
        String cpuRequest = null;
        String cpuLimit = null;
        String memoryRequest = null;
        String memoryLimit = null;
        Metadata metadata = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "executionId" -> executionId = fields.text(2);
                case "userId" -> userId = fields.text(3);
                case "queue" -> queue = fields.text(4);
                case "priority" -> priority = fields.text(5);
                case "script" -> script = fields.text(6);
                case "language" -> language = fields.text(7);
                case "languageVersion" -> languageVersion = fields.text(8);
                case "runtimeImage" -> runtimeImage = fields.text(9);
                case "runtimeCommand" -> runtimeCommand = fields.texts(10);
                case "runtimeFilename" -> runtimeFilename = fields.text(11);
                case "timeoutSeconds" -> timeoutSeconds = fields.integerOrNull(12);
                case "cpuRequest" -> cpuRequest = fields.text(13);
                case "cpuLimit" -> cpuLimit = fields.text(14);
                case "memoryRequest" -> memoryRequest = fields.text(15);
                case "memoryLimit" -> memoryLimit = fields.text(16);
                case "metadata" -> metadata = fields.object(17, MetadataFields::read);
                default -> throw new Unusual();
            }
        }
        return new ExecutionRequested(
                executionId,
                userId,
                queue,
                priority,
                script,
                language,
                languageVersion,
                runtimeImage,
                runtimeCommand,
                runtimeFilename,
                timeoutSeconds,
                cpuRequest,
                cpuLimit,
                memoryRequest,
                memoryLimit,
                metadata);
    }

    private static ExecutionStarted started(FieldReader fields) throws IOException {
        String queue = null;
        String executionId = null;
        Incarnation incarnation = null;
        int attempt = 0;
        String podName = null;
        String nodeName = null;
        Instant startedAt = null;
        DecisionContext decision = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "queue" -> queue = fields.text(2);
                case "executionId" -> executionId = fields.text(3);
                case "incarnation" -> incarnation = fields.incarnation(4);
                case "attempt" -> attempt = fields.integer(5);
                case "podName" -> podName = fields.text(6);
                case "nodeName" -> nodeName = fields.text(7);
                case "startedAt" -> startedAt = fields.instant(8);
                case "decision" -> decision = fields.object(9, EventReader::decision);
                default -> throw new Unusual();
            }
        }
        return new ExecutionStarted(
                Unusual.ifNull(queue),
                Unusual.ifNull(executionId),
                Unusual.ifNull(incarnation),
                attempt,
                podName,
                nodeName,
                startedAt,
                decision);
    }

    private static ExecutionCompleted completed(FieldReader fields) throws IOException {
        String queue = null;
        String executionId = null;
        Incarnation incarnation = null;
        int attempt = 0;
        PodRun run = null;
        DecisionContext decision = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "queue" -> queue = fields.text(2);
                case "executionId" -> executionId = fields.text(3);
                case "incarnation" -> incarnation = fields.incarnation(4);
                case "attempt" -> attempt = fields.integer(5);
                case "run" -> run = fields.object(6, EventReader::run);
                case "decision" -> decision = fields.object(7, EventReader::decision);
                default -> throw new Unusual();
            }
        }
        return new ExecutionCompleted(
                Unusual.ifNull(queue),
                Unusual.ifNull(executionId),
                Unusual.ifNull(incarnation),
                attempt,
                run,
                decision);
    }

    private static PodRun run(FieldReader fields) throws IOException {
        String podName = null;
        String nodeName = null;
        Integer exitCode = null;
        Instant startedAt = null;
        Instant finishedAt = null;
        String logTail = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "podName" -> podName = fields.text(0);
                case "nodeName" -> nodeName = fields.text(1);
                case "exitCode" -> exitCode = fields.integerOrNull(2);
                case "startedAt" -> startedAt = fields.instant(3);
                case "finishedAt" -> finishedAt = fields.instant(4);
                case "logTail" -> logTail = fields.text(5);
                default -> throw new Unusual();
            }
        }
        return new PodRun(podName, nodeName, exitCode, startedAt, finishedAt, logTail);
    }

    private static DecisionContext decision(FieldReader fields) throws IOException {
        String userId = null;
        long pending = 0;
        int active = 0;
        Cause cause = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "userId" -> userId = fields.text(0);
                case "pending" -> pending = fields.longInteger(1);
                case "active" -> active = fields.integer(2);
                case "cause" -> cause = fields.object(3, EventReader::cause);
                default -> throw new Unusual();
            }
        }
        fields.demandSeen(1);
        fields.demandSeen(2);
        return new DecisionContext(userId, pending, active, Unusual.ifNull(cause));
    }

    private static Cause cause(FieldReader fields) throws IOException {
        String topic = null;
        int partition = 0;
        long offset = 0;
        Instant time = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "topic" -> topic = fields.text(0);
                case "partition" -> partition = fields.integer(1);
                case "offset" -> offset = fields.longInteger(2);
                case "time" -> time = fields.instant(3);
                default -> throw new Unusual();
            }
        }
        fields.demandSeen(1);
        fields.demandSeen(2);
        return new Cause(Unusual.ifNull(topic), partition, offset, Unusual.ifNull(time));
    }
}
