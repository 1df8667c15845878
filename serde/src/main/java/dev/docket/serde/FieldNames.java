package dev.docket.serde;

import com.fasterxml.jackson.core.io.SerializedString;

/** The names of the fields that are written without the mapper, encoded once. */
final class FieldNames {

    static final SerializedString ACTIVE = new SerializedString("active");
    static final SerializedString ATTEMPT = new SerializedString("attempt");
    static final SerializedString CAUSE = new SerializedString("cause");
    static final SerializedString CORRELATION_ID = new SerializedString("correlationId");
    static final SerializedString CPU_LIMIT = new SerializedString("cpuLimit");
    static final SerializedString CPU_REQUEST = new SerializedString("cpuRequest");
    static final SerializedString DECISION = new SerializedString("decision");
    static final SerializedString DEPTH = new SerializedString("depth");
    static final SerializedString ESTIMATED_WAIT_P90_SECONDS = new SerializedString("estimatedWaitP90Seconds");
    static final SerializedString ESTIMATED_WAIT_SECONDS = new SerializedString("estimatedWaitSeconds");
    static final SerializedString EVENT_ID = new SerializedString("eventId");
    static final SerializedString EXECUTION_ID = new SerializedString("executionId");
    static final SerializedString EXIT_CODE = new SerializedString("exitCode");
    static final SerializedString FINISHED_AT = new SerializedString("finishedAt");
    static final SerializedString INCARNATION = new SerializedString("incarnation");
    static final SerializedString LANGUAGE = new SerializedString("language");
    static final SerializedString LANGUAGE_VERSION = new SerializedString("languageVersion");
    static final SerializedString LOG_TAIL = new SerializedString("logTail");
    static final SerializedString MEMORY_LIMIT = new SerializedString("memoryLimit");
    static final SerializedString MEMORY_REQUEST = new SerializedString("memoryRequest");
    static final SerializedString METADATA = new SerializedString("metadata");
    static final SerializedString NODE_NAME = new SerializedString("nodeName");
    static final SerializedString NOT_AFTER = new SerializedString("notAfter");
    static final SerializedString OFFSET = new SerializedString("offset");
    static final SerializedString PARTITION = new SerializedString("partition");
    static final SerializedString PENDING = new SerializedString("pending");
    static final SerializedString POD_NAME = new SerializedString("podName");
    static final SerializedString POSITION = new SerializedString("position");
    static final SerializedString PRIORITY = new SerializedString("priority");
    static final SerializedString QUEUE = new SerializedString("queue");
    static final SerializedString RUN = new SerializedString("run");
    static final SerializedString RUNTIME_COMMAND = new SerializedString("runtimeCommand");
    static final SerializedString RUNTIME_FILENAME = new SerializedString("runtimeFilename");
    static final SerializedString RUNTIME_IMAGE = new SerializedString("runtimeImage");
    static final SerializedString SCHEMA_VERSION = new SerializedString("schemaVersion");
    static final SerializedString SCRIPT = new SerializedString("script");
    static final SerializedString SERVICE = new SerializedString("service");
    static final SerializedString SPEC = new SerializedString("spec");
    static final SerializedString STARTED_AT = new SerializedString("startedAt");
    static final SerializedString TIME = new SerializedString("time");
    static final SerializedString TIMEOUT_SECONDS = new SerializedString("timeoutSeconds");
    static final SerializedString TIMESTAMP = new SerializedString("timestamp");
    static final SerializedString TOPIC = new SerializedString("topic");
    static final SerializedString TRACEPARENT = new SerializedString("traceparent");
    static final SerializedString TYPE = new SerializedString("type");
    static final SerializedString USER_ID = new SerializedString("userId");
    static final SerializedString WAIT_MILLIS = new SerializedString("waitMillis");
    static final SerializedString WITHIN_P90 = new SerializedString("withinP90");

    private FieldNames() {}
}
