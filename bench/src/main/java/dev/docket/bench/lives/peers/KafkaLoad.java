package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.lives.Traffic;
import dev.docket.bench.rig.Repeating;
import dev.docket.bench.rig.Sender;
import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clients and launcher of one queue: what is commanded completes at once, and while it goes, another is requested in its
 * place.
 *
 * <p>Threading: one thread of its own reads and answers; the methods may be called from any.
 */
final class KafkaLoad implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Topics topics;
    private final TopicReader commands;
    private final Sender<byte[]> sender;
    private final Traffic traffic = new Traffic(KafkaContender.QUEUE, 3);
    private final AtomicLong requested = new AtomicLong();
    private final AtomicLong commanded = new AtomicLong();
    private final AtomicInteger toRequest = new AtomicInteger();
    private final Repeating answering;
    private volatile boolean held = true;

    /** The topics must be there. */
    KafkaLoad(Installation installation) {
        topics = installation.topics();
        commands = TopicReader.fromBeginning(installation, topics.podCommands());
        Map<String, Object> settings = installation.producer();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        sender = new Sender<>(settings, new ByteArraySerializer());
        answering = Repeating.start("redis-load", this::answer);
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
        sender.check();
        answering.check();
        return commanded.get();
    }

    private void answer() {
        for (int more = toRequest.getAndSet(0); more > 0; more--) {
            request();
        }
        for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
            send(topics.executionReports(), traffic.completion(record.value()));
            if (!held) {
                request();
            }
            commanded.incrementAndGet();
        }
    }

    private void request() {
        send(topics.executionRequests(), traffic.request(requested.getAndIncrement()));
    }

    private void send(String topic, byte[] value) {
        sender.send(topic, KafkaContender.QUEUE, value);
    }

    @Override
    public void close() {
        answering.close();
        commands.close();
        sender.close();
    }
}
