package dev.docket.bench.lives.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.peers.HeapQueue.Waiting;
import dev.docket.bench.lives.peers.PostgresLine.Row;
import dev.docket.bench.rig.Quiet;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.event.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each peer for a moment, and what it leaves behind. */
class PeersIT {

    private static final int LINE = 300;
    private static final Duration MOMENT = Duration.ofMillis(700);

    @TempDir
    Path directory;

    @Test
    void executionsLiveInTheHeapAndLeaveItsLineAsItWas() {
        try (HeapContender heap = new HeapContender(LINE)) {
            assertThat(heap.run(MOMENT).lives()).isPositive();

            assertThat(heap.active()).isZero();
            assertThat(heap.pending()).isEqualTo(LINE);
        }
    }

    @Test
    void theHeapKnowsWhoIsBeforeWhomAndForgetsWhoIsCancelled() {
        HeapQueue queue = new HeapQueue(1);
        queue.add("low", Priority.LOW, 0, "payload");
        Waiting normal = queue.add("normal", Priority.NORMAL, 2, "payload");
        Waiting last = queue.add("last", Priority.LOW, 3, "payload");
        queue.add("first", Priority.HIGH, 4, "payload");

        assertThat(queue.position(normal)).isEqualTo(1);
        assertThat(queue.position(last)).isEqualTo(3);
        assertThat(queue.cancel("first")).isTrue();
        assertThat(queue.pop()).contains("normal");
        assertThat(queue.pop()).as("there is one slot").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, true"})
    void executionsLiveInRedisAndLeaveItsLineAsItWas(boolean always, boolean together) throws Exception {
        assumeThere(RedisContender.missing());
        try (RedisContender redis = RedisContender.start(directory, always, together, LINE)) {
            lives(redis);

            try (RedisLine line = redis.look()) {
                assertThat(line.active()).isZero();
                assertThat(line.pending()).isEqualTo(LINE);
                assertThat(line.payloads()).isEqualTo(LINE);
            }
        }
    }

    @Test
    void redisTellsEachWhereItStandsAndServesThemInThatOrder() throws Exception {
        assumeThere(RedisContender.missing());
        try (RedisServer server = RedisServer.start(directory, RedisServer.Durability.EVERYSEC);
                RedisLine line = server.connect()) {
            int answers = line.sendSubmit(texts("low", "3", "1", "a", "high", "1", "2", "b", "last", "3", "3", "c"), 2);
            line.sendPop(2, 9);
            int ends = line.sendComplete(texts("high", "last"), 1);

            assertThat(line.positions(answers)).containsExactly(0L, 0L, 2L);
            assertThat(line.popped())
                    .containsExactly(texts("high", "b", "low", "a").toArray(byte[][]::new));
            assertThat(line.completed(ends)).as("only one of them was active").isEqualTo(1);
            assertThat(line.active()).isEqualTo(1);
        }
    }

    private static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts).map(RedisLine::bytes).toList();
    }

    @Test
    void executionsLiveInRedisBehindKafkaAndLeaveNothing() throws Exception {
        assumeThere(RedisBehindKafka.missing());
        Quiet.unlessAsked();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                RedisBehindKafka redis =
                        RedisBehindKafka.start(broker.bootstrapServers(), "peers", directory.resolve("redis"), true)) {
            lives(redis);

            try (RedisLine line = redis.look()) {
                assertThat(line.active()).isZero();
                assertThat(line.pending()).isZero();
                assertThat(line.payloads()).isZero();
            }
        }
    }

    @Test
    void bullMqFinishesWhatItWasGiven() throws Exception {
        assumeThere(BullMqContender.missing(directory));
        try (BullMqContender bullMq = BullMqContender.start(directory, LINE)) {
            lives(bullMq);
            lives(bullMq);

            assertThat(bullMq.keys())
                    .as("neither a job, nor its lock, nor a list of those that wait, are active or are over")
                    .isSubsetOf(
                            "bull:lives:events",
                            "bull:lives:id",
                            "bull:lives:marker",
                            "bull:lives:meta",
                            "bull:lives:pc",
                            "bull:lives:stalled-check");
        }
    }

    private static List<Row> rows(int... ranks) {
        return Arrays.stream(ranks)
                .mapToObj(rank -> new Row((short) rank, "id", "user", "payload"))
                .toList();
    }

    @Test
    void executionsLiveInPostgresAndLeaveItsLineAsItWas() throws Exception {
        assumeThere(PostgresContender.missing());
        try (PostgresContender postgres = PostgresContender.start(directory.resolve("pg"), LINE, true)) {
            lives(postgres);

            try (PostgresLine line = postgres.look()) {
                assertThat(line.count(0)).isEqualTo(LINE);
                assertThat(line.count(1)).isZero();
                line.submit(rows(1, 3, 3));
                assertThat(line.positions(rows(3, 0, 3, 1))).containsExactly(3L, 0L, 5L, 2L);
            }
        }
    }

    private static void assumeThere(Optional<String> missing) {
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    private static void lives(Contender contender) throws Exception {
        assertThat(contender.run(MOMENT).lives()).isPositive();
    }
}
