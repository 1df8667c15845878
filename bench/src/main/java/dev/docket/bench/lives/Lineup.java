package dev.docket.bench.lives;

import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.rig.MeasuredBroker;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.coordinator.QueueWiring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** One broker and the contenders at it, each started and warmed up when it is first asked for. */
final class Lineup implements AutoCloseable {

    private static final int TRIES = 20;
    private static final Duration ANOTHER_TRY = Duration.ofMillis(500);

    private final Path directory;
    private final Plan plan;
    private final Progress progress;
    private final EmbeddedBroker broker;
    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final Map<Setup, KafkaContender> dockets = new HashMap<>();
    private @Nullable KafkaContender ceiling;

    Lineup(Path directory, Plan plan, Progress progress) throws Exception {
        this.directory = directory;
        this.plan = plan;
        this.progress = progress;
        broker = MeasuredBroker.start(directory.resolve("kafka"));
        closers.push(broker::close);
    }

    Plan plan() {
        return plan;
    }

    /** A new place for somebody's data. */
    Path directory(String name) {
        return directory.resolve(name);
    }

    /** Where Kafka is. */
    String servers() {
        return broker.bootstrapServers();
    }

    /** Docket, nobody in line, payloads on the heap. */
    KafkaContender memory() throws Exception {
        return docket("in memory", new Setup("memory", true, 0));
    }

    /** The same with a long line. */
    KafkaContender memoryLine() throws Exception {
        return docket("in memory, long line", new Setup("memory-line", true, plan.line()));
    }

    /** Docket, nobody in line, the default store. */
    KafkaContender disk() throws Exception {
        return docket("default store", new Setup("disk", false, 0));
    }

    /** The same with a long line. */
    KafkaContender diskLine() throws Exception {
        return docket("default store, long line", new Setup("disk-line", false, plan.line()));
    }

    private KafkaContender docket(String name, Setup setup) throws Exception {
        KafkaContender known = dockets.get(setup);
        if (known == null) {
            known = started(() -> KafkaContender.start(name, servers(), directory, setup, new QueueWiring()));
            dockets.put(setup, known);
        }
        return known;
    }

    /** What writes the records of {@link #memory} and does nothing else. */
    KafkaContender ceiling() throws Exception {
        KafkaContender known = ceiling;
        if (known == null) {
            KafkaContender model = memory();
            LifeRecords life = oneLife(model);
            progress.say("one life: %s", life);
            Setup setup = new Setup("ceiling", true, 0);
            known = started(() -> KafkaContender.start("ceiling", servers(), directory, setup, new PassThrough(life)));
            ceiling = known;
        }
        return known;
    }

    private static LifeRecords oneLife(KafkaContender model) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Optional<LifeRecords> found = LifeRecords.ofOne(model.config().installation(), model.finishedIds());
            if (found.isPresent()) {
                return found.get();
            }
            model.run(ANOTHER_TRY);
        }
        throw new IllegalStateException("no life of which all records are still there");
    }

    /** Starts somebody, who is closed with the others. */
    <T extends Contender> T started(Callable<T> start) throws Exception {
        T contender = start.call();
        closers.push(contender::close);
        progress.say("%s: started; warming up", contender.name());
        contender.run(plan.warmUp());
        return contender;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
