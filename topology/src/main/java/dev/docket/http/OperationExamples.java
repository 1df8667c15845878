package dev.docket.http;

/** The answers in the examples of {@link OperationEndpoints}. */
final class OperationExamples {

    static final String INSTANCES = "{}";
    static final String SELF = "{}";
    static final String HEALTH = "{}";
    static final String METRICS = "";
    static final String OPENAPI = "{}";

    private OperationExamples() {}
}
