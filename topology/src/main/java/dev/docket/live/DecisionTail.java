package dev.docket.live;

import dev.docket.config.Installation;
import dev.docket.event.DecisionEvent;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads along at the end of the audit log, all partitions, committed decisions only. Every instance sees the whole stream,
 * so it looks at nothing but the key of a record, which names the queue, unless somebody waits there.
 *
 * <p>Threading: one thread reads; all methods may be called from any thread.
 */
public final class DecisionTail implements AutoCloseable {

    private static final int MOST_EXPECTATIONS = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(DecisionTail.class);

    private final Installation installation;
    private final Consumer<String> decided;
    private final Map<String, Set<Expectation>> expectations = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    private DecisionTail(Installation installation, Consumer<String> decided) {
        this.installation = installation;
        this.decided = decided;
        thread = new Thread(this::run, "decision-tail");
        thread.setDaemon(true);
    }

    /**
     * Begins to read at the end.
     *
     * @param decided is told the queue of each decision, on the thread that reads; it should be quick
     */
    public static DecisionTail start(Installation installation, Consumer<String> decided) {
        DecisionTail tail = new DecisionTail(installation, decided);
        tail.thread.start();
        return tail;
    }

    /** Waits for a decision about this execution; nothing if too many wait already. */
    public Optional<Expectation> expect(String queue, String executionId) {
        if (waiting.incrementAndGet() > MOST_EXPECTATIONS) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        Expectation[] self = new Expectation[1];
        Expectation made = new Expectation(executionId, () -> forget(queue, self[0]));
        self[0] = made;
        expectations.compute(queue, (name, others) -> {
            Set<Expectation> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(made);
            return all;
        });
        return Optional.of(made);
    }

    private void forget(String queue, Expectation ended) {
        expectations.computeIfPresent(queue, (name, others) -> {
            if (others.remove(ended)) {
                waiting.decrementAndGet();
            }
            return others.isEmpty() ? null : others;
        });
    }

    /** Until it is closed. A broker that is away ends one consumer, not the reading. */
    private void run() {
        boolean failed = false;
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                reading = consumer;
                if (!closing) {
                    assign(consumer);
                    failed = false;
                }
                while (!closing) {
                    consumer.poll(POLL).forEach(this::read);
                }
            } catch (WakeupException e) {
                // Closing.
            } catch (KafkaException e) {
                if (!failed) {
                    LOG.atWarn()
                            .setCause(e)
                            .log("the audit log cannot be followed for now; whoever waits for a"
                                    + " decision waits in vain");
                }
                failed = true;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = installation.consumer();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer
                .partitionsFor(installation.topics().executionEvents())
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy: this is where the end is looked up
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String queue = new String(record.key(), StandardCharsets.UTF_8);
        decided.accept(queue);
        Set<Expectation> here = expectations.get(queue);
        if (here != null
                && EventJson.read(record.value(), EventFamily.DECISIONS)
                        instanceof Reading.Parsed<DecisionEvent> parsed) {
            here.forEach(expectation -> expectation.read(parsed.event()));
        }
    }

    @Override
    public void close() {
        closing = true;
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup(); // an interrupt would make it complain that it cannot close in order
        }
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
