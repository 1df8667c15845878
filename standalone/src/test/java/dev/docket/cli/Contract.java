package dev.docket.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.docket.serde.EventJson;
import java.time.Instant;

/** Answers as the contract of the HTTP API has them. */
final class Contract {

    /** Two minutes after everything in these answers was accepted. */
    static final Instant NOW = Instant.parse("2026-11-25T02:02:00Z");

    static final String PENDING = """
            {"queue":"default","executionId":"a","incarnation":"3-42","state":"PENDING","userId":"ada","priority":"HIGH",
             "acceptedAt":"2026-11-25T02:00:00Z","since":"2026-11-25T02:00:00Z",
             "line":{"position":2,"depth":7},"estimatedWaitSeconds":{"p50":40,"p90":120.0},
             "waitingFor":[{"reason":"SLOTS_TAKEN","message":"all 10 slots of the queue are taken"},
                           {"reason":"AHEAD","message":"2 executions are ahead: 2 CRITICAL","ahead":{"CRITICAL":2}}],
             "cancelRequested":false}""";

    static final String STARTING = """
            {"queue":"default","executionId":"a","incarnation":"3-42","state":"ACTIVE","userId":"ada","priority":"HIGH",
             "acceptedAt":"2026-11-25T02:00:00Z","since":"2026-11-25T02:01:50Z",
             "lease":{"attempt":1,"scheduledAt":"2026-11-25T02:01:50Z","dueAt":"2026-11-25T02:11:50Z"},
             "cancelRequested":false}""";

    static final String RUNNING = """
            {"queue":"default","executionId":"a","incarnation":"3-42","state":"ACTIVE","userId":"ada","priority":"HIGH",
             "acceptedAt":"2026-11-25T02:00:00Z","since":"2026-11-25T02:01:50Z",
             "lease":{"attempt":2,"scheduledAt":"2026-11-25T02:01:50Z","startedAt":"2026-11-25T02:01:55Z",
                      "dueAt":"2026-11-25T03:02:00Z"},
             "cancelRequested":true}""";

    static final String FINISHED = """
            {"queue":"default","executionId":"a","incarnation":"3-42","state":"FINISHED",
             "since":"2026-11-25T02:01:57Z","cancelRequested":false,"outcome":"TIMED_OUT"}""";

    static final String QUEUE = """
            {"queue":"default","partition":3,
             "pending":{"total":12,"byPriority":{"CRITICAL":0,"HIGH":2,"NORMAL":10,"LOW":0,"BACKGROUND":0}},
             "pendingBytes":7200,"active":10,"starting":2,
             "limits":{"maxActive":10,"maxPerUser":100,"maxPending":10000,"maxPendingBytes":1073741824,"paused":false},
             "users":5,"finishedRemembered":100,"oldestAcceptedAt":"2026-11-25T02:00:00Z",
             "estimatedWaitSeconds":{"p50":40.0,"p90":120.0},
             "holdUp":[{"reason":"SLOTS_TAKEN","message":"all 10 slots of the queue are taken"}]}""";

    static final String IDLE = """
            {"queue":"idle","partition":0,"pending":{"total":0,"byPriority":{}},"pendingBytes":0,"active":0,"starting":0,
             "limits":{"maxActive":10,"maxPerUser":100,"maxPending":10000,"maxPendingBytes":1073741824,"paused":true},
             "users":0,"finishedRemembered":0,"holdUp":[{"reason":"QUEUE_PAUSED","message":"the queue is paused"}],
             "stale":{"records":1,"asOf":"2026-11-25T02:01:58Z","ageSeconds":2}}""";

    static final String LINE = """
            {"queue":"default","from":0,"depth":12,"next":2,"executions":[
              {"position":0,"executionId":"first","userId":"ada","priority":"HIGH","acceptedAt":"2026-11-25T02:00:00Z",
               "estimatedWaitSeconds":{"p50":0.4,"p90":3}},
              {"position":1,"executionId":"second","userId":"bob","priority":"NORMAL",
               "acceptedAt":"2026-11-25T02:01:30Z"}]}""";

    static final String INSTANCES = """
            {"instances":[
              {"address":"10.0.0.1:8080","self":true,"state":"RUNNING",
               "active":[{"partition":0,"queues":["default"],"queueCount":1},{"partition":2,"queues":[],"queueCount":0}],
               "standby":[{"partition":1,"records":0,"asOf":"2026-11-25T02:01:58Z"},
                          {"partition":3,"records":17,"asOf":"2026-11-25T02:01:58Z"},{"partition":5}]},
              {"address":"10.0.0.2:8080","self":false,"unreachable":true,"active":[{"partition":1}],"standby":[]}]}""";

    private Contract() {}

    static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.values().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
