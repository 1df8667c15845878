package dev.docket.http;

/** The requests and answers in the examples of {@link RequestEndpoints}. */
final class RequestExamples {

    static final String CYD = """
            {
              "executionId": "r-5",
              "userId": "cyd",
              "priority": "HIGH",
              "script": "print('hello')",
              "language": "python",
              "runtimeImage": "python:3.12-slim",
              "runtimeCommand": ["python3", "{script}"],
              "runtimeFilename": "hello.py",
              "timeoutSeconds": 300,
              "cpuRequest": "250m",
              "memoryLimit": "256Mi"
            }""";
    static final String OTHER_CYD = """
            {
              "executionId": "r-5",
              "userId": "cyd",
              "script": "print('something else')",
              "runtimeImage": "python:3.12-slim",
              "runtimeCommand": ["python3", "{script}"]
            }""";
    static final String ADA_AGAIN = """
            {
              "executionId": "r-6",
              "userId": "ada",
              "script": "print(6)",
              "runtimeImage": "python:3.12-slim",
              "runtimeCommand": ["python3", "{script}"]
            }""";
    static final String WRONG = """
            {
              "executionId": "r-7",
              "userId": "",
              "priority": "URGENT",
              "runtimeCommand": ["python3", "{script}"],
              "timeoutSeconds": 0
            }""";
    static final String DAN = """
            {
              "executionId": "r-8",
              "userId": "dan",
              "runtimeImage": "busybox:1.36",
              "runtimeCommand": ["true"]
            }""";
    static final String ACCEPTED = "{}";
    static final String REPEATED = "{}";
    static final String CONFLICT = "{}";
    static final String USER_LIMIT = "{}";
    static final String FAULTS = "{}";
    static final String SENT = "{}";
    static final String CANCELLED = "{}";
    static final String STOPPING = "{}";
    static final String ALREADY_FINISHED = "{}";

    private RequestExamples() {}
}
