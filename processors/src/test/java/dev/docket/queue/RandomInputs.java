package dev.docket.queue;

import dev.docket.event.CancelReason;
import dev.docket.event.CancelRequested;
import dev.docket.event.Cause;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DelayReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.FailureReason;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.event.Tick;
import dev.docket.event.TimeoutReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A stream of inputs in which few ids, users and queues meet small limits, and time goes on, jumps and steps back. */
final class RandomInputs {

    private static final List<String> QUEUES = List.of("alpha", "beta", "default");
    private static final int IDS = 9;
    private static final int USERS = 3;

    private final Random random;
    private final List<CreatePodCommand> launched = new ArrayList<>();
    private long millis = QueueDriver.START.toEpochMilli();
    private long offset;

    RandomInputs(Random random) {
        this.random = random;
    }

    static Rules rules(Random random) {
        QueueLimits limits = new QueueLimits(
                random.nextInt(4), 1 + random.nextInt(5), 1 + random.nextInt(8), 300 + random.nextInt(2000), false);
        Duration stale = Duration.ofSeconds(20 + random.nextInt(40));
        Rules.Memory memory = new Rules.Memory(
                stale,
                Duration.ofSeconds(5 + random.nextInt(60)),
                stale.plusSeconds(random.nextInt(60)),
                3 + random.nextInt(25),
                Duration.ofSeconds(5 + random.nextInt(60)),
                random.nextInt(5));
        Rules.Leases leases = new Rules.Leases(
                Duration.ofSeconds(5 + random.nextInt(30)),
                Duration.ofSeconds(random.nextInt(10)),
                Duration.ofSeconds(random.nextInt(10)));
        Rules.Work work = new Rules.Work(1 + random.nextInt(3), 200 + random.nextInt(400), 1 + random.nextInt(4));
        return new Rules(limits, Rules.Requests.DEFAULTS, memory, leases, work);
    }

    /** Remembers what was launched, so that reports are about something. */
    void saw(Output output) {
        for (Command command : output.plainCommands()) {
            if (command instanceof CreatePodCommand create) {
                launched.add(create);
            }
        }
    }

    Input next() {
        passTime();
        int dice = random.nextInt(100);
        if (dice < 45) {
            return new Input.Requested(request().build(), arrival("requests"));
        }
        if (dice < 55) {
            return new Input.Requested(
                    new CancelRequested(id(), queue(), random.nextBoolean() ? "because" : null, null),
                    arrival("requests"));
        }
        if (dice < 82 && !launched.isEmpty()) {
            return new Input.Reported(report(), arrival("reports"));
        }
        if (dice < 94) {
            return new Input.Reported(new Tick(QueueDriver.PARTITION), arrival("reports"));
        }
        return new Input.Configured(queue(), settings(), arrival("settings"));
    }

    private void passTime() {
        int dice = random.nextInt(100);
        if (dice < 60) {
            millis += seconds(4);
        } else if (dice < 63) {
            millis += seconds(100);
        }
    }

    /** Whole ones, so that things often happen in the very moment in which they are due. */
    private long seconds(int bound) {
        return 1000L * random.nextInt(bound);
    }

    private Arrival arrival(String topic) {
        offset += 1 + random.nextInt(3);
        // Two topics do not share a clock: now and then a record is a little older than the one before it.
        long time = random.nextInt(10) == 0 ? millis - seconds(3) : millis;
        long firstTime = random.nextInt(20) == 0 ? time - seconds(80) : time;
        long readAt = random.nextInt(20) == 0 ? time + seconds(80) : time;
        String trace = random.nextInt(4) == 0 ? "00-trace-" + offset : null;
        return new Arrival(
                new Cause(topic, QueueDriver.PARTITION, offset, Instant.ofEpochMilli(time)),
                firstTime,
                readAt,
                100 + random.nextInt(200),
                trace);
    }

    private RequestBuilder request() {
        return RequestBuilder.aRequest(id())
                .queue(queue())
                .user("user" + random.nextInt(USERS))
                .priority(priority())
                .script(random.nextInt(8) == 0 ? "echo other" : "echo hello")
                .filename("script")
                .timeoutSeconds(5)
                .cpu("100m", "1")
                .memory("128Mi", "512Mi")
                .metadata(metadata());
    }

    private String priority() {
        if (random.nextInt(40) == 0) {
            return "urgent";
        }
        // Few, so that the same id often comes again with the same content.
        return random.nextInt(4) == 0
                ? Priority.values()[random.nextInt(Priority.values().length)].name()
                : Priority.NORMAL.name();
    }

    private @Nullable Metadata metadata() {
        return random.nextBoolean() ? new Metadata("event" + offset, null, "test", null) : null;
    }

    private Report report() {
        int back = Math.min(launched.size(), 1 + random.nextInt(6));
        CreatePodCommand about = launched.get(launched.size() - back);
        String queue = about.queue();
        String id = about.executionId();
        Incarnation incarnation = about.incarnation();
        if (random.nextInt(15) == 0) {
            incarnation = new Incarnation(incarnation.partition(), random.nextInt((int) offset + 1));
        }
        int attempt = random.nextInt(15) == 0 ? 2 : 1;
        return switch (random.nextInt(9)) {
            case 8 -> new ExecutionDelayed(queue, id, incarnation, attempt, DelayReason.QUOTA, "no room", null);
            case 0, 1, 2 -> new ExecutionStarted(queue, id, incarnation, attempt, "pod", "node", null, null);
            case 3 ->
                new ExecutionFailed(
                        queue, id, incarnation, attempt, FailureReason.NON_ZERO_EXIT, "exit 1", false, null, null);
            case 4 ->
                new ExecutionTimedOut(
                        queue, id, incarnation, attempt, TimeoutReason.DEADLINE_EXCEEDED, "late", null, null);
            case 5 ->
                new ExecutionCancelled(
                        queue, id, incarnation, attempt, CancelReason.WHILE_ACTIVE, "deleted", null, null);
            default -> new ExecutionCompleted(queue, id, incarnation, attempt, null, null);
        };
    }

    private QueueSettings settings() {
        return new QueueSettings(
                null,
                maybe(random.nextInt(7) - 1),
                maybe(random.nextInt(6)),
                maybe(1 + random.nextInt(8)),
                random.nextInt(3) == 0 ? Long.valueOf(1 + random.nextInt(3000)) : null,
                random.nextInt(3) == 0 ? Boolean.valueOf(random.nextBoolean()) : null);
    }

    private @Nullable Integer maybe(int value) {
        return random.nextInt(3) == 0 ? Integer.valueOf(value) : null;
    }

    private String id() {
        return "id" + random.nextInt(IDS);
    }

    private String queue() {
        return QUEUES.get(random.nextInt(QUEUES.size()));
    }
}
