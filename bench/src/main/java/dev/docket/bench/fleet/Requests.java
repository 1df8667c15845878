package dev.docket.bench.fleet;

import dev.docket.config.Installation;
import dev.docket.event.Event;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Priority;
import dev.docket.serde.EventSerializer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Requests as clients send them: to each of the queues in turn, of every priority, from ten users.
 *
 * <p>Threading: one thread sends.
 */
final class Requests implements AutoCloseable {

    private static final int USERS = 10;

    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final Producer<String, Event> producer;
    private final String topic;
    private final List<String> queues;
    private final String script;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();

    /**
     * @param queues the names of the queues
     * @param scriptBytes how long the script of each request is
     */
    Requests(Installation installation, List<String> queues, int scriptBytes) {
        Map<String, Object> settings = installation.producer();
        settings.put("linger.ms", 1);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new EventSerializer());
        topic = installation.topics().executionRequests();
        this.queues = queues;
        script = "#".repeat(scriptBytes);
    }

    /** Sends the next one, to the queue whose turn it is. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    void send() {
        long number = sent.getAndIncrement();
        String queue = queues.get((int) (number % queues.size()));
        Priority priority = PRIORITIES.get((int) (number / queues.size() % PRIORITIES.size()));
        ExecutionRequested request = new ExecutionRequested(
                "e" + number,
                "user-" + (number / queues.size() / PRIORITIES.size() % USERS),
                queue,
                priority.name(),
                script,
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
                null);
        producer.send(new ProducerRecord<>(topic, queue, request), (written, failure) -> {
            if (failure != null) {
                lost.incrementAndGet();
            }
        });
    }

    /** Waits until Kafka has all that was sent; tells how many it does not have. */
    long lost() {
        producer.flush();
        return lost.get();
    }

    /** How many were sent. */
    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
