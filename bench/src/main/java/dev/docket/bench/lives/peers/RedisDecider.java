package dev.docket.bench.lives.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.rig.Repeating;
import dev.docket.bench.rig.Sender;
import dev.docket.config.Installation;
import dev.docket.event.Priority;
import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A plain consumer of requests and reports that lets scripts in Redis decide, and a producer of what they decided. Its
 * clients are tuned as those of Docket are for throughput. It cuts what it needs out of the JSON, and puts the request
 * into the command as it came, rather than read and write them; and while Redis decides on a batch, it reads the next.
 *
 * <p>Threading: one thread of its own; the methods may be called from any.
 */
final class RedisDecider implements AutoCloseable {

    static final int SLOTS = 20_000;

    private static final int MOST = 2_000;
    private static final int PER_SCRIPT = 100;
    private static final Asked NOTHING = new Asked(List.of(), 0, 0, 0);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Topics topics;
    private final RedisLine redis;
    private final Consumer<byte[], byte[]> consumer;
    private final Sender<byte[]> sender;
    private final Repeating deciding;
    private Asked asked = NOTHING;
    private long committed = System.nanoTime();

    /**
     * What Redis was sent and has not answered yet.
     *
     * @param accepted the accepted events, but for their positions
     * @param completes how many answers there will be about completions
     * @param submits how many with positions
     * @param pops how many with those that became active
     */
    private record Asked(List<String> accepted, int completes, int submits, int pops) {}

    /** The topics must be there. */
    RedisDecider(Installation installation, RedisLine redis) {
        this.redis = redis;
        topics = installation.topics();
        Map<String, Object> reading = installation.consumer();
        reading.put(ConsumerConfig.GROUP_ID_CONFIG, installation.name() + ".redis");
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST);
        reading.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
        consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topics.executionRequests(), topics.executionReports()));
        Map<String, Object> writing = installation.producer();
        writing.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        writing.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        writing.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        sender = new Sender<>(writing, new ByteArraySerializer());
        deciding = Repeating.start("redis-decider", this::decide);
    }

    private void decide() {
        Asked next = ask(consumer.poll(asked.pops == 0 ? POLL : Duration.ZERO));
        tell(asked);
        asked = next;
        if (System.nanoTime() - committed > COMMIT_NANOS) {
            tell(asked);
            asked = NOTHING;
            // What was read counts as read when all that came of it is written: at least once.
            sender.flush();
            sender.check();
            consumer.commitSync();
            committed = System.nanoTime();
        }
    }

    private Asked ask(ConsumerRecords<byte[], byte[]> records) {
        List<String> accepted = new ArrayList<>();
        List<byte[]> submits = new ArrayList<>();
        List<byte[]> completes = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String json = new String(record.value(), ISO_8859_1);
            String id = field(json, "executionId");
            if (record.topic().equals(topics.executionReports())) {
                completes.add(RedisLine.bytes(id));
            } else {
                String priority = field(json, "priority");
                submits.add(RedisLine.bytes(id));
                submits.add(RedisLine.bytes(Priority.valueOf(priority).rank()));
                submits.add(RedisLine.bytes(record.offset()));
                submits.add(record.value());
                accepted.add(accepted(record, id, priority, field(json, "userId")));
            }
        }
        if (records.isEmpty()) {
            return NOTHING;
        }
        int completed = redis.sendComplete(completes, PER_SCRIPT);
        int positions = redis.sendSubmit(submits, PER_SCRIPT);
        redis.sendPop(SLOTS, MOST);
        return new Asked(accepted, completed, positions, 1);
    }

    /** The event but for the position, which is its last. */
    private static String accepted(ConsumerRecord<?, ?> record, String id, String priority, String user) {
        return "{\"type\":\"ExecutionAccepted\",\"schemaVersion\":1,\"queue\":\"" + KafkaContender.QUEUE
                + "\",\"executionId\":\"" + id + "\",\"incarnation\":\"" + record.partition() + "-" + record.offset()
                + "\",\"priority\":\"" + priority + "\",\"decision\":{\"userId\":\"" + user
                + "\",\"cause\":{\"topic\":\"" + record.topic() + "\",\"partition\":" + record.partition()
                + ",\"offset\":" + record.offset() + ",\"time\":" + record.timestamp() + "}},\"position\":";
    }

    private void tell(Asked asked) {
        redis.completed(asked.completes);
        List<Long> positions = redis.positions(asked.submits);
        for (int i = 0; i < positions.size(); i++) {
            String event = asked.accepted.get(i) + positions.get(i) + "}";
            sender.send(topics.executionEvents(), KafkaContender.QUEUE, event.getBytes(ISO_8859_1));
        }
        List<byte[]> popped = asked.pops == 0 ? List.of() : redis.popped();
        for (int i = 0; i < popped.size(); i += 2) {
            String id = new String(popped.get(i), ISO_8859_1);
            // The design has no incarnations; whoever answers the command wants to name one.
            String command = "{\"type\":\"CreatePodCommand\",\"schemaVersion\":1,\"queue\":\"" + KafkaContender.QUEUE
                    + "\",\"executionId\":\"" + id + "\",\"incarnation\":\"0-0\",\"attempt\":1,\"request\":"
                    + new String(popped.get(i + 1), ISO_8859_1) + "}";
            sender.send(topics.podCommands(), id, command.getBytes(ISO_8859_1));
        }
    }

    /** The value of a text field in JSON, which has nothing that is escaped. */
    private static String field(String json, String name) {
        int from = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(from, json.indexOf('"', from));
    }

    /** Processor time of its thread so far. */
    long cpuNanos() {
        return deciding.cpuNanos();
    }

    /** Throws if it failed. */
    void check() {
        sender.check();
        deciding.check();
    }

    @Override
    public void close() {
        deciding.close();
        consumer.close();
        sender.close();
        redis.close();
    }
}
