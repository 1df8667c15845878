package dev.docket.bench.watchers;

import dev.docket.bench.rig.Repeating;
import dev.docket.bench.rig.Sender;
import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.event.AttemptId;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.EventSerializer;
import dev.docket.serde.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Clients and launcher of one queue: each execution that is scheduled starts and completes at once, and another is
 * requested in its place.
 *
 * <p>Threading: one thread of its own reads and sends; requests may be sent from any.
 */
final class ClosedLoop implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final String queue;
    private final Installation installation;
    private final TopicReader commands;
    private final Sender<Event> sender;
    private final Repeating answering;
    private final AtomicLong scheduled = new AtomicLong();
    private long number;

    ClosedLoop(Installation installation, String queue) {
        this.installation = installation;
        this.queue = queue;
        commands = TopicReader.fromBeginning(installation, installation.topics().podCommands());
        Map<String, Object> settings = installation.producer();
        settings.put("linger.ms", 5);
        settings.put("batch.size", 128 * 1024);
        sender = new Sender<>(settings, new EventSerializer());
        answering = Repeating.start("closed-loop", this::answer);
    }

    /** How many executions were scheduled. */
    long scheduled() {
        sender.check();
        answering.check();
        return scheduled.get();
    }

    /** Requests an execution. */
    void request(String id, Priority priority) {
        send(
                installation.topics().executionRequests(),
                new ExecutionRequested(
                        id,
                        "user",
                        queue,
                        priority.name(),
                        "true",
                        "shell",
                        null,
                        "busybox:1",
                        List.of("sh", "{script}"),
                        "main.sh",
                        60,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    /** Gives the queue so many slots. */
    void slots(int count) {
        send(installation.topics().queueSettings(), new QueueSettings(queue, count, null, null, null, null));
    }

    private void answer() {
        for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
            if (EventJson.read(record.value(), EventFamily.COMMANDS) instanceof Reading.Parsed<Command> parsed
                    && parsed.event() instanceof CreatePodCommand create) {
                live(create.attemptId());
            }
        }
    }

    private void live(AttemptId id) {
        String reports = installation.topics().executionReports();
        send(
                reports,
                new ExecutionStarted(
                        id.queue(), id.executionId(), id.incarnation(), id.attempt(), "pod", "node", null, null));
        send(reports, new ExecutionCompleted(id.queue(), id.executionId(), id.incarnation(), id.attempt(), null, null));
        request("next-" + number++, Priority.NORMAL);
        scheduled.incrementAndGet();
    }

    private void send(String topic, Event event) {
        sender.send(topic, queue, event);
    }

    @Override
    public void close() {
        answering.close();
        commands.close();
        sender.close();
    }
}
