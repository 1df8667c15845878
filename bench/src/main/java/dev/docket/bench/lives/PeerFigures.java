package dev.docket.bench.lives;

import dev.docket.bench.lives.peers.BullMqContender;
import dev.docket.bench.lives.peers.HeapContender;
import dev.docket.bench.lives.peers.PostgresContender;
import dev.docket.bench.lives.peers.RedisBehindKafka;
import dev.docket.bench.lives.peers.RedisContender;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Docket beside what people use instead. Who is not installed has a row that says so. */
final class PeerFigures implements Figures {

    private static final int SHORT_HEAP = 10_000;
    private static final int LONG_HEAP = 100_000;

    private final Lineup lineup;
    private final List<Pair> pairs = new ArrayList<>();

    /** A row to be. */
    private record Pair(
            String name,
            Goal goal,
            Contender docket,
            @Nullable Contender peer,
            String missing) {}

    PeerFigures(Lineup lineup) throws Exception {
        this.lineup = lineup;
        int line = lineup.plan().line();
        Contender empty = lineup.memory();
        Contender waiting = lineup.memoryLine();
        add(
                "Redis design alone, pipelined, everysec",
                Goal.atLeast(1.5),
                empty,
                RedisContender.missing(),
                () -> RedisContender.start(lineup.directory("redis"), false, false, 0));
        add(
                "Redis design alone, 100 executions per script, everysec",
                Goal.atLeast(1.5),
                empty,
                RedisContender.missing(),
                () -> RedisContender.start(lineup.directory("redis-many"), false, true, 0));
        add(
                "Redis design behind the same topics, everysec",
                Goal.atLeast(4),
                empty,
                RedisBehindKafka.missing(),
                () -> RedisBehindKafka.start(lineup.servers(), "redis", lineup.directory("redis-kafka"), false));
        add(
                "Redis design behind the same topics, always",
                Goal.atLeast(6),
                empty,
                RedisBehindKafka.missing(),
                () -> RedisBehindKafka.start(lineup.servers(), "redis-always", lineup.directory("redis-always"), true));
        Path bullMq = lineup.directory("bullmq");
        add("BullMQ", Goal.atLeast(5), empty, BullMqContender.missing(bullMq), () -> BullMqContender.start(bullMq));
        add(
                String.format(Locale.ROOT, "PostgreSQL, SKIP LOCKED, %,d in line", line),
                Goal.atLeast(2.5),
                waiting,
                PostgresContender.missing(),
                () -> PostgresContender.start(lineup.directory("postgres"), line, true));
        add(
                String.format(Locale.ROOT, "heap with linear position, %,d in line", SHORT_HEAP),
                Goal.atLeast(20),
                waiting,
                Optional.empty(),
                () -> new HeapContender(SHORT_HEAP));
        add(
                String.format(Locale.ROOT, "heap with linear position, %,d in line", LONG_HEAP),
                Goal.atLeast(1000),
                waiting,
                Optional.empty(),
                () -> new HeapContender(LONG_HEAP));
    }

    private void add(
            String peer, Goal goal, Contender docket, Optional<String> missing, Callable<? extends Contender> start)
            throws Exception {
        pairs.add(new Pair(
                "lives/s ÷ " + peer,
                goal,
                docket,
                missing.isPresent() ? null : lineup.started(start),
                missing.orElse("")));
    }

    @Override
    public List<Contender> contenders() {
        List<Contender> all = new ArrayList<>();
        for (Pair pair : pairs) {
            all.add(pair.docket());
            if (pair.peer() != null) {
                all.add(pair.peer());
            }
        }
        return all;
    }

    @Override
    public List<Row> rows(Turns turns) {
        List<Row> rows = new ArrayList<>();
        for (Pair pair : pairs) {
            Contender peer = pair.peer();
            rows.add(
                    peer == null
                            ? Row.missing(pair.name(), pair.goal(), pair.missing())
                            : turns.rates(pair.name(), pair.goal(), pair.docket(), peer));
        }
        return rows;
    }
}
