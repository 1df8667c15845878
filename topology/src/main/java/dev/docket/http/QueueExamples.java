package dev.docket.http;

/** The answers in the examples of {@link QueueEndpoints}. */
final class QueueExamples {

    static final String ALL = """
            {
              "queues": [
                {
                  "queue": "reports",
                  "partition": 3,
                  "pending": {"total": 3, "byPriority": {"CRITICAL": 0, "HIGH": 1, "NORMAL": 1, "LOW": 1, "BACKGROUND": 0}},
                  "pendingBytes": 740,
                  "active": 1,
                  "starting": 0,
                  "limits": {
                    "maxActive": 1,
                    "maxPerUser": 2,
                    "maxPending": 10000,
                    "maxPendingBytes": 1073741824,
                    "paused": false
                  },
                  "users": 2,
                  "finishedRemembered": 1,
                  "oldestAcceptedAt": "2026-11-25T02:19:37.947Z",
                  "holdUp": [{"reason": "SLOTS_TAKEN", "message": "the one slot of the queue is taken"}]
                }
              ]
            }""";
    static final String NO_LIMIT = """
            {
              "type": "about:blank",
              "title": "Bad request",
              "status": 400,
              "detail": "The request is not valid: limit.",
              "reason": "INVALID",
              "faults": [{"field": "limit", "message": "a whole number from 1 to 1000"}]
            }""";
    static final String REPORTS = """
            {
              "queue": "reports",
              "partition": 3,
              "pending": {"total": 3, "byPriority": {"CRITICAL": 0, "HIGH": 1, "NORMAL": 1, "LOW": 1, "BACKGROUND": 0}},
              "pendingBytes": 740,
              "active": 1,
              "starting": 0,
              "limits": {
                "maxActive": 1,
                "maxPerUser": 2,
                "maxPending": 10000,
                "maxPendingBytes": 1073741824,
                "paused": false
              },
              "users": 2,
              "finishedRemembered": 1,
              "oldestAcceptedAt": "2026-11-25T02:19:37.947Z",
              "holdUp": [{"reason": "SLOTS_TAKEN", "message": "the one slot of the queue is taken"}]
            }""";
    static final String FIRST_TWO = """
            {
              "queue": "reports",
              "from": 0,
              "depth": 3,
              "executions": [
                {
                  "position": 0,
                  "executionId": "r-2",
                  "userId": "ada",
                  "priority": "HIGH",
                  "acceptedAt": "2026-11-25T02:19:37.947Z"
                },
                {
                  "position": 1,
                  "executionId": "r-3",
                  "userId": "bob",
                  "priority": "NORMAL",
                  "acceptedAt": "2026-11-25T02:19:37.958Z"
                }
              ],
              "next": 2
            }""";
    static final String ADA = """
            {"queue": "reports", "userId": "ada", "pending": 1, "active": 1, "maxPerUser": 2}""";

    private QueueExamples() {}
}
