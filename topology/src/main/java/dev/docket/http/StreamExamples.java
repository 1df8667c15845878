package dev.docket.http;

/** The answers in the examples of {@link StreamEndpoints}: the first event of each. */
final class StreamExamples {

    static final String STATUS = event("status", ExecutionExamples.PENDING);
    static final String END = event("end", ExecutionExamples.FINISHED);
    static final String QUEUE = event("queue", QueueExamples.REPORTS);

    private StreamExamples() {}

    private static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json.replaceAll("\\n *", " ") + "\n\n";
    }
}
