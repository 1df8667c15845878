package dev.docket.bench.lives;

import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.coordinator.QueueWiring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The measurement behind {@code docket bench lives}: one broker, the ceiling, and four ways to keep a line. */
final class Lives implements AutoCloseable {

    private static final double OF_CEILING = 0.9;
    private static final double PROCESSOR_TIME = 1.2;
    private static final double LINE_IN_MEMORY = 0.8;
    private static final double LINE_ON_DISK = 0.5;
    private static final double DISK = 0.9;

    private final Path directory;
    private final EmbeddedBroker broker;
    private final Progress progress = new Progress();
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /**
     * How it is measured.
     *
     * @param rounds how many turns each has
     * @param turn how long one is
     * @param line how many wait in a long line
     * @param warmUp how long each runs before the first turn
     */
    record Plan(int rounds, Duration turn, int line, Duration warmUp) {}

    private Lives(Path directory) throws Exception {
        this.directory = directory;
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        closers.push(broker::close);
    }

    static List<Row> measure(Path directory, Plan plan) throws Exception {
        try (Lives lives = new Lives(directory)) {
            return lives.rows(plan);
        }
    }

    private List<Row> rows(Plan plan) throws Exception {
        KafkaContender memory = docket("in memory", new Setup("memory", true, 0), plan);
        String id = memory.finishedId();
        LifeRecords life = LifeRecords.of(memory.config().installation(), id);
        progress.say("one life: %s", life);
        KafkaContender ceiling = started(
                KafkaContender.start(
                        "ceiling",
                        broker.bootstrapServers(),
                        directory,
                        new Setup("ceiling", true, 0),
                        new PassThrough(life, id)),
                plan);
        KafkaContender disk = docket("default store", new Setup("disk", false, 0), plan);
        KafkaContender memoryLine = docket("in memory, long line", new Setup("memory-line", true, plan.line()), plan);
        KafkaContender diskLine = docket("default store, long line", new Setup("disk-line", false, plan.line()), plan);

        Turns turns =
                Turns.of(List.of(ceiling, memory, memoryLine, disk, diskLine), plan.rounds(), plan.turn(), progress);
        return List.of(
                rate("lives/s, in memory ÷ ceiling", Goal.atLeast(OF_CEILING), turns, memory, ceiling),
                Row.of(
                        "stream-thread processor time per life, in memory ÷ ceiling",
                        Goal.atMost(PROCESSOR_TIME),
                        turns.ratios(memory, ceiling, Sample::microsPerLife),
                        String.format(
                                Locale.ROOT,
                                "%.1f and %.1f µs",
                                turns.median(memory, Sample::microsPerLife),
                                turns.median(ceiling, Sample::microsPerLife))),
                rate(
                        String.format(Locale.ROOT, "lives/s, in memory, %,d in line ÷ nearly empty", plan.line()),
                        Goal.atLeast(LINE_IN_MEMORY),
                        turns,
                        memoryLine,
                        memory),
                rate(
                        String.format(
                                Locale.ROOT,
                                "lives/s, default store, %,d in line ÷ in memory, nearly empty",
                                plan.line()),
                        Goal.atLeast(LINE_ON_DISK),
                        turns,
                        diskLine,
                        memory),
                rate("lives/s, default store ÷ in memory", Goal.atLeast(DISK), turns, disk, memory));
    }

    private KafkaContender docket(String name, Setup setup, Plan plan) throws Exception {
        return started(
                KafkaContender.start(name, broker.bootstrapServers(), directory, setup, new QueueWiring()), plan);
    }

    private KafkaContender started(KafkaContender contender, Plan plan) throws Exception {
        closers.push(contender::close);
        progress.say("%s: started; warming up", contender.name());
        contender.run(plan.warmUp());
        return contender;
    }

    private static Row rate(String name, Goal goal, Turns turns, Contender one, Contender other) {
        return Row.of(
                name,
                goal,
                turns.ratios(one, other, Sample::rate),
                String.format(
                        Locale.ROOT,
                        "%,.0f and %,.0f lives/s",
                        turns.median(one, Sample::rate),
                        turns.median(other, Sample::rate)));
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
