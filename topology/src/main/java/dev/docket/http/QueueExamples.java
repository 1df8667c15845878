package dev.docket.http;

/** The answers in the examples of {@link QueueEndpoints}. */
final class QueueExamples {

    static final String ALL = "{}";
    static final String NO_LIMIT = "{}";
    static final String REPORTS = "{}";
    static final String FIRST_TWO = "{}";
    static final String ADA = "{}";

    private QueueExamples() {}
}
