package dev.docket.bench.state;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.bench.state.Instance.Restored;
import dev.docket.coordinator.CoordinatorConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Restores of one changelog, in turns: into the coordinator's store in memory, into its default store, into Kafka
 * Streams' own. Each turn starts with an empty directory, as after a wipe.
 */
final class Restores {

    private static final double IN_MEMORY = 400_000;
    private static final double OF_PLAIN = 0.8;

    private final Rig rig;
    private final long records;
    private final Progress progress;
    private final List<Double> memory = new ArrayList<>();
    private final List<Double> disk = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private int turn;

    /** Starts one instance. */
    @FunctionalInterface
    private interface Start {
        Instance of(CoordinatorConfig config);
    }

    private Restores(Rig rig, long records, Progress progress) {
        this.rig = rig;
        this.records = records;
        this.progress = progress;
    }

    /** Writes the changelog of so many lives, and restores it in so many rounds after one that does not count. */
    static List<Row> rows(Rig rig, int lives, int rounds, Progress progress) throws Exception {
        progress.say("writing the changelog of %,d lives", lives);
        Restores restores = new Restores(rig, rig.write(Changes.lives(lives)), progress);
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                restores.forget();
            }
            restores.round(round, rounds);
        }
        return restores.rows();
    }

    private void forget() {
        memory.clear();
        disk.clear();
        plain.clear();
    }

    private void round(int round, int rounds) throws Exception {
        memory.add(restore("true", Instance::queue));
        disk.add(restore("false", Instance::queue));
        plain.add(restore(
                "false",
                config -> Instance.other(
                        config, PlainStore.topology(config.installation().topics()))));
        int last = memory.size() - 1;
        progress.say(
                "round %d of %d: in memory %,.0f records/s, default store %,.0f, plain store %,.0f",
                round, rounds, memory.get(last), disk.get(last), plain.get(last));
    }

    private double restore(String inMemory, Start start) throws Exception {
        turn++;
        CoordinatorConfig config =
                rig.config("turn-" + turn, Map.of("state.in-memory", inMemory, "streams.profile", "throughput"));
        try (Instance instance = start.of(config)) {
            Restored restored = instance.restored();
            if (restored.records() != records) {
                throw new IllegalStateException(restored.records() + " records restored, " + records + " written");
            }
            return restored.rate();
        }
    }

    private List<Row> rows() {
        List<Double> ofPlain = new ArrayList<>();
        for (int i = 0; i < disk.size(); i++) {
            ofPlain.add(disk.get(i) / plain.get(i));
        }
        String conditions = String.format(
                Locale.ROOT,
                "a changelog of %,d records, never compacted, of lives with payloads of some 650 bytes: pending, active, finished,"
                        + " forgotten; one partition, embedded broker in the same JVM, after a wipe",
                records);
        return List.of(
                Row.of("records/s, restore in memory", Goal.atLeast(IN_MEMORY), memory, conditions),
                Row.of(
                        "records/s, restore, default store ÷ plain RocksDB store",
                        Goal.atLeast(OF_PLAIN),
                        ofPlain,
                        String.format(
                                Locale.ROOT,
                                "%,.0f and %,.0f records/s; %s; plain is Kafka Streams' own store with its own settings",
                                Median.of(disk),
                                Median.of(plain),
                                conditions)));
    }
}
