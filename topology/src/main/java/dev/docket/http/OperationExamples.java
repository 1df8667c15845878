package dev.docket.http;

/** The answers in the examples of {@link OperationEndpoints}. */
final class OperationExamples {

    static final String INSTANCES = """
            {
              "instances": [
                {
                  "address": "127.0.0.1:8080",
                  "self": true,
                  "state": "RUNNING",
                  "active": [
                    {"partition": 0, "queues": [], "queueCount": 0},
                    {"partition": 1, "queues": [], "queueCount": 0},
                    {"partition": 2, "queues": [], "queueCount": 0},
                    {"partition": 3, "queues": ["reports"], "queueCount": 1}
                  ],
                  "standby": []
                }
              ]
            }""";
    static final String SELF = """
            {
              "address": "127.0.0.1:8080",
              "self": true,
              "state": "RUNNING",
              "active": [
                {"partition": 0, "queues": [], "queueCount": 0},
                {"partition": 1, "queues": [], "queueCount": 0},
                {"partition": 2, "queues": [], "queueCount": 0},
                {"partition": 3, "queues": ["reports"], "queueCount": 1}
              ],
              "standby": []
            }""";
    static final String HEALTH = """
            {"state": "RUNNING", "active": 4, "standby": 0, "indexing": 0}""";
    static final String METRICS = """
            coordinator_executions_active 1.0
            coordinator_queue_wait_time_seconds{priority="normal",quantile="0.5"} 0.0
            coordinator_scheduling_duration_seconds_count 13
            execution_queue_depth{priority="high"} 1.0
            """;
    static final String OPENAPI = """
            {"openapi": "3.1.0"}""";

    private OperationExamples() {}
}
