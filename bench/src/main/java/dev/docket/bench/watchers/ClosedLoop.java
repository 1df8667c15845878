package dev.docket.bench.watchers;

import dev.docket.bench.fleet.TopicReader;
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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

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
    private final Producer<String, Event> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "closed-loop");
    private final AtomicLong scheduled = new AtomicLong();
    private volatile boolean closing;
    private long number;

    ClosedLoop(Installation installation, String queue) {
        this.installation = installation;
        this.queue = queue;
        commands = TopicReader.fromBeginning(installation, installation.topics().podCommands());
        Map<String, Object> settings = installation.producer();
        settings.put("linger.ms", 5);
        settings.put("batch.size", 128 * 1024);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new EventSerializer());
        thread.setDaemon(true);
        thread.start();
    }

    /** How many executions were scheduled. */
    long scheduled() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("the load failed", fault);
        }
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

    private void run() {
        try {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
                    if (EventJson.read(record.value(), EventFamily.COMMANDS) instanceof Reading.Parsed<Command> parsed
                            && parsed.event() instanceof CreatePodCommand create) {
                        live(create.attemptId());
                    }
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
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

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    private void send(String topic, Event event) {
        producer.send(new ProducerRecord<>(topic, queue, event), (written, refused) -> {
            if (refused != null) {
                failure.set(refused);
            }
        });
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.close();
        producer.close(Duration.ofSeconds(5));
    }
}
