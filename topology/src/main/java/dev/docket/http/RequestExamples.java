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
    static final String ACCEPTED = """
            {
              "queue": "reports",
              "executionId": "r-5",
              "state": "PENDING",
              "repeated": false,
              "incarnation": "3-5",
              "line": {"position": 1, "depth": 4}
            }""";
    static final String REPEATED = """
            {
              "queue": "reports",
              "executionId": "r-5",
              "state": "PENDING",
              "repeated": true,
              "incarnation": "3-5",
              "line": {"position": 1, "depth": 4}
            }""";
    static final String CONFLICT = """
            {
              "type": "about:blank",
              "title": "Conflict",
              "status": 409,
              "detail": "Another request was accepted under this id; use a new id.",
              "reason": "ID_CONFLICT"
            }""";
    static final String USER_LIMIT = """
            {
              "type": "about:blank",
              "title": "Too many requests",
              "status": 429,
              "detail": "The user has as many pending and active executions as allowed; try again when one has ended.",
              "reason": "USER_LIMIT"
            }""";
    static final String FAULTS = """
            {
              "type": "about:blank",
              "title": "Bad request",
              "status": 400,
              "detail": "The request is not valid: userId, priority, runtimeImage, timeoutSeconds.",
              "reason": "INVALID",
              "faults": [
                {"field": "userId", "message": "missing; 1 to 200 characters are needed"},
                {
                  "field": "priority",
                  "message": "'URGENT'; one of [CRITICAL, HIGH, NORMAL, LOW, BACKGROUND] is allowed"
                },
                {
                  "field": "runtimeImage",
                  "message": "missing; a container image name of up to 500 characters is needed"
                },
                {"field": "timeoutSeconds", "message": "0; 1 to 604800 are allowed"}
              ]
            }""";
    static final String SENT = """
            {"queue": "reports", "executionId": "r-8", "state": "SENT", "repeated": false}""";
    static final String CANCELLED = """
            {"queue": "reports", "executionId": "r-4", "effect": "CANCELLED"}""";
    static final String STOPPING = """
            {"queue": "reports", "executionId": "r-1", "effect": "STOPPING"}""";
    static final String ALREADY_FINISHED = """
            {"queue": "reports", "executionId": "r-0", "effect": "ALREADY_FINISHED"}""";

    private RequestExamples() {}
}
