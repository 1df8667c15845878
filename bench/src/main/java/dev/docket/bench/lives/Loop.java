package dev.docket.bench.lives;

import dev.docket.bench.rig.Repeating;
import dev.docket.bench.rig.Sender;
import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.event.QueueSettings;
import dev.docket.serde.EventJson;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The clients and the launcher of one queue in a closed loop: each execution whose command is read completes at once, and
 * another is requested in its place. While it is held, it reads commands and answers none.
 *
 * <p>Threading: one thread of its own reads and answers; the methods may be called from one other.
 */
final class Loop implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final int BATCH_BYTES = 256 * 1024;

    /**
     * How many it may answer.
     *
     * @param from how many it had answered when this began
     * @param begun when, by {@link System#nanoTime}
     * @param perSecond how many from then on
     */
    private record Pace(long from, long begun, double perSecond) {

        static final Pace HELD = new Pace(0, 0, 0);

        boolean allows(long answered) {
            return answered < from + perSecond * 1e-9 * (System.nanoTime() - begun);
        }
    }

    private final String queue;
    private final Installation installation;
    private final Traffic traffic;
    private final TopicReader commands;
    private final Sender<byte[]> sender;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicLong commanded = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final Deque<byte[]> unanswered = new ArrayDeque<>();
    private final Repeating answering;
    private volatile int slots;
    private volatile Pace pace = Pace.HELD;

    /**
     * @param lingerMillis how long a record may wait for others before it is sent
     */
    Loop(Installation installation, String queue, Traffic traffic, int lingerMillis) {
        this.installation = installation;
        this.queue = queue;
        this.traffic = traffic;
        commands = TopicReader.fromBeginning(installation, installation.topics().podCommands());
        Map<String, Object> settings = installation.producer();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        sender = new Sender<>(settings, new ByteArraySerializer());
        answering = Repeating.start("closed-loop", this::answer);
    }

    /** Requests so many more executions. */
    void request(int count) {
        for (int i = 0; i < count; i++) {
            send(installation.topics().executionRequests(), traffic.request(requested.getAndIncrement()));
        }
        sender.flush();
        check();
    }

    /** Gives the queue so many slots. */
    void slots(int count) {
        slots = count;
        send(
                installation.topics().queueSettings(),
                EventJson.write(new QueueSettings(queue, count, null, null, null, null)));
        sender.flush();
    }

    /**
     * Answers commands, those first that came while it was held.
     *
     * @param perSecond at most so many; infinite for as fast as it goes
     */
    void go(double perSecond) {
        pace = new Pace(answered.get(), System.nanoTime(), perSecond);
    }

    /** Answers none. */
    void hold() {
        pace = Pace.HELD;
    }

    /** How many executions were requested. */
    long requested() {
        return requested.get();
    }

    /** How many executions were scheduled, as committed commands say. */
    long commanded() {
        check();
        return commanded.get();
    }

    /** Whether all are scheduled that can be: no command is on its way. */
    boolean atRest() {
        return commanded() == Math.min(requested.get(), answered.get() + slots);
    }

    private void check() {
        sender.check();
        answering.check();
    }

    private void answer() {
        for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
            unanswered.add(record.value());
            commanded.incrementAndGet();
        }
        while (!unanswered.isEmpty() && pace.allows(answered.get())) {
            send(installation.topics().executionRequests(), traffic.request(requested.getAndIncrement()));
            send(installation.topics().executionReports(), traffic.completion(unanswered.remove()));
            answered.incrementAndGet();
        }
    }

    private void send(String topic, byte[] value) {
        sender.send(topic, queue, value);
    }

    @Override
    public void close() {
        answering.close();
        commands.close();
        sender.close();
    }
}
