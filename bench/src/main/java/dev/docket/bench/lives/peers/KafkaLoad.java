package dev.docket.bench.lives.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.docket.bench.lives.Payloads;
import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.serde.EventJson;
import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Clients and launcher of one queue: what is commanded completes at once, and while it goes, another is requested in its
 * place.
 *
 * <p>Threading: one thread of its own reads and answers; the methods may be called from any.
 */
final class KafkaLoad implements AutoCloseable {

    static final String QUEUE = "lives";

    private static final Duration POLL = Duration.ofMillis(20);
    private static final String HOLE = "---hole---";

    private final Topics topics;
    private final TopicReader commands;
    private final Producer<String, byte[]> producer;
    private final Requests requests = new Requests(QUEUE, 3);
    private final String[] completion;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicLong commanded = new AtomicLong();
    private final AtomicInteger toRequest = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "redis-load");
    private volatile boolean held = true;
    private volatile boolean closing;

    /** The topics must be there. */
    KafkaLoad(Installation installation) {
        topics = installation.topics();
        commands = TopicReader.fromBeginning(installation, topics.podCommands());
        Map<String, Object> settings = installation.producer();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        Incarnation known = new Incarnation(0, 0);
        completion = new String(EventJson.write(new ExecutionCompleted(QUEUE, HOLE, known, 1, null, null)), ISO_8859_1)
                .replace("\"" + known + "\"", "\"" + HOLE + "\"")
                .split(HOLE, -1);
        thread.setDaemon(true);
        thread.start();
    }

    /** One partition of each, as for one queue. */
    static void createTopics(Installation installation) throws Exception {
        Topics topics = installation.topics();
        try (Admin admin = Admin.create(installation.adminClient())) {
            admin.createTopics(List.of(
                                    topics.executionRequests(),
                                    topics.executionReports(),
                                    topics.executionEvents(),
                                    topics.podCommands())
                            .stream()
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Requests so many, and another for each that is over. */
    void go(int inFlight) {
        toRequest.set(inFlight);
        held = false;
    }

    /** Requests no more. */
    void hold() {
        held = true;
    }

    /** Whether all that was requested was commanded. */
    boolean isAtRest() {
        return commanded() == requested.get();
    }

    /** How many were commanded. */
    long commanded() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("the load failed", fault);
        }
        return commanded.get();
    }

    private void run() {
        try {
            while (!closing) {
                for (int more = toRequest.getAndSet(0); more > 0; more--) {
                    request();
                }
                for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
                    complete(new String(record.value(), ISO_8859_1));
                    if (!held) {
                        request();
                    }
                    commanded.incrementAndGet();
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private void request() {
        long number = requested.getAndIncrement();
        Priority priority = Payloads.priority(number);
        send(topics.executionRequests(), requests.requestBytes("life-" + number, number, priority));
    }

    private void complete(String command) {
        String report = completion[0]
                + RedisDecider.field(command, "executionId")
                + completion[1]
                + RedisDecider.field(command, "incarnation")
                + completion[2];
        send(topics.executionReports(), report.getBytes(ISO_8859_1));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    private void send(String topic, byte[] value) {
        producer.send(new ProducerRecord<>(topic, QUEUE, value), (written, refused) -> {
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
