package dev.docket.http;

/** The answers in the examples of {@link ExecutionEndpoints}. */
final class ExecutionExamples {

    static final String PENDING = """
            {
              "queue": "reports",
              "executionId": "r-3",
              "incarnation": "3-3",
              "state": "PENDING",
              "userId": "bob",
              "priority": "NORMAL",
              "acceptedAt": "2026-11-25T02:19:37.958Z",
              "since": "2026-11-25T02:19:37.958Z",
              "line": {"position": 1, "depth": 3},
              "waitingFor": [
                {"reason": "SLOTS_TAKEN", "message": "the one slot of the queue is taken"},
                {"reason": "AHEAD", "message": "1 execution is ahead: 1 HIGH", "ahead": {"HIGH": 1}}
              ],
              "cancelRequested": false
            }""";
    static final String ACTIVE = """
            {
              "queue": "reports",
              "executionId": "r-1",
              "incarnation": "3-1",
              "state": "ACTIVE",
              "userId": "ada",
              "priority": "NORMAL",
              "acceptedAt": "2026-11-25T02:19:37.940Z",
              "since": "2026-11-25T02:19:37.940Z",
              "lease": {
                "attempt": 1,
                "scheduledAt": "2026-11-25T02:19:37.940Z",
                "startedAt": "2026-11-25T02:19:38.056Z",
                "dueAt": "2026-11-25T02:34:38.056Z"
              },
              "cancelRequested": false
            }""";
    static final String FINISHED = """
            {
              "queue": "reports",
              "executionId": "r-0",
              "incarnation": "3-0",
              "state": "FINISHED",
              "since": "2026-11-25T02:19:37.929Z",
              "cancelRequested": false,
              "outcome": "COMPLETED"
            }""";
    static final String UNKNOWN = """
            {
              "type": "about:blank",
              "title": "Not found",
              "status": 404,
              "detail": "The queue knows no execution of this id, or has forgotten it."
            }""";
    static final String NO_QUEUE = """
            {
              "type": "about:blank",
              "title": "Bad request",
              "status": 400,
              "detail": "The request is not valid: queue.",
              "reason": "INVALID",
              "faults": [
                {
                  "field": "queue",
                  "message": "1 to 63 of a-z, 0-9, '.', '_' and '-', a letter or digit first and last"
                }
              ]
            }""";
    static final String TWO = """
            {
              "executions": [
                {
                  "queue": "reports",
                  "executionId": "r-0",
                  "incarnation": "3-0",
                  "state": "FINISHED",
                  "since": "2026-11-25T02:19:37.929Z",
                  "cancelRequested": false,
                  "outcome": "COMPLETED"
                },
                {
                  "queue": "reports",
                  "executionId": "r-1",
                  "incarnation": "3-1",
                  "state": "ACTIVE",
                  "userId": "ada",
                  "priority": "NORMAL",
                  "acceptedAt": "2026-11-25T02:19:37.940Z",
                  "since": "2026-11-25T02:19:37.940Z",
                  "lease": {
                    "attempt": 1,
                    "scheduledAt": "2026-11-25T02:19:37.940Z",
                    "startedAt": "2026-11-25T02:19:38.056Z",
                    "dueAt": "2026-11-25T02:34:38.056Z"
                  },
                  "cancelRequested": false
                }
              ]
            }""";

    private ExecutionExamples() {}
}
