package dev.docket.http;

/** The answers in the examples of {@link ExecutionEndpoints}. */
final class ExecutionExamples {

    static final String PENDING = "{}";
    static final String ACTIVE = "{}";
    static final String FINISHED = "{}";
    static final String UNKNOWN = "{}";
    static final String NO_QUEUE = "{}";
    static final String TWO = "{}";

    private ExecutionExamples() {}
}
