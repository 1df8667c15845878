package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.lives.Traffic;
import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.Repeating;
import dev.docket.bench.rig.Sender;
import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.event.QueueSettings;
import dev.docket.serde.EventJson;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clients that ask at a steady pace, whatever the answers, and a launcher whose executions complete when their commands are
 * seen, so that there is always a slot. Clients and launcher have a producer each, which sends without lingering.
 *
 * <p>Threading: one thread of its own reads commands; the methods may be called from one other, which sends.
 */
final class OpenLoad implements AutoCloseable {

    private static final int SLOTS = 20_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Installation installation;
    private final Traffic traffic;
    private final TopicReader commands;
    private final Sender<byte[]> client;
    private final Sender<byte[]> launcher;
    private final AtomicLong commanded = new AtomicLong();
    private final Repeating reading;
    private volatile Turn turn = new Turn(0, 0, 1, Long.MAX_VALUE, new Waits());
    private long requested;

    OpenLoad(Installation installation) {
        this.installation = installation;
        traffic = new Traffic(KafkaContender.QUEUE, installation.name().hashCode());
        commands = TopicReader.fromBeginning(installation, installation.topics().podCommands());
        client = sender(installation);
        launcher = sender(installation);
        send(
                client,
                installation.topics().queueSettings(),
                EventJson.write(new QueueSettings(KafkaContender.QUEUE, SLOTS, null, null, null, null)));
        reading = Repeating.start("open-load", this::read);
    }

    private static Sender<byte[]> sender(Installation installation) {
        Map<String, Object> settings = installation.producer();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new Sender<>(settings, new ByteArraySerializer());
    }

    /**
     * Asks at this pace; returns when all commands were seen.
     *
     * @param ramp for how long it goes on before anything is measured
     * @param time how long what is measured goes on
     * @param waits where it counts
     */
    void run(int perSecond, Duration ramp, Duration time, Waits waits) throws Exception {
        long before = perSecond * ramp.toMillis() / 1_000;
        long end = requested + before + perSecond * time.toMillis() / 1_000;
        Turn now = new Turn(requested, System.nanoTime(), perSecond, requested + before, waits);
        turn = now;
        for (; requested < end; requested++) {
            byte[] request = traffic.request(requested);
            now.awaitMeant(requested);
            send(client, installation.topics().executionRequests(), request);
        }
        Await.until("the commands of all", PATIENCE, () -> commanded() == end);
        launcher.flush();
    }

    /** How many were requested. */
    long requested() {
        return requested;
    }

    private long commanded() {
        client.check();
        launcher.check();
        reading.check();
        return commanded.get();
    }

    private void read() {
        Iterable<ConsumerRecord<byte[], byte[]>> records = commands.poll(POLL);
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            turn.seen(Traffic.number(record.value()), now);
            send(launcher, installation.topics().executionReports(), traffic.completion(record.value()));
            commanded.incrementAndGet();
        }
    }

    private static void send(Sender<byte[]> sender, String topic, byte[] value) {
        sender.send(topic, KafkaContender.QUEUE, value);
    }

    @Override
    public void close() {
        reading.close();
        commands.close();
        client.close();
        launcher.close();
    }
}
