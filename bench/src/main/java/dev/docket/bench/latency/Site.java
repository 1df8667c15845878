package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.lives.LifeRecords;
import dev.docket.bench.lives.Plan;
import dev.docket.bench.lives.Progress;
import dev.docket.bench.rig.MeasuredBroker;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.StreamsProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where everything runs: one broker in this process, and a directory. */
final class Site implements AutoCloseable {

    private static final int MODEL_PER_SECOND = 500;
    private static final Duration MODEL_TIME = Duration.ofSeconds(1);

    private final Path directory;
    private final Plan plan;
    private final Map<String, String> more;
    private final Progress progress;
    private final EmbeddedBroker broker;
    private @Nullable LifeRecords life;

    /**
     * @param more settings of all coordinators, in place of those that they would have
     */
    Site(Path directory, Plan plan, Map<String, String> more, Progress progress) throws Exception {
        this.directory = directory;
        this.plan = plan;
        this.more = Map.copyOf(more);
        this.progress = progress;
        broker = MeasuredBroker.start(directory.resolve("kafka"));
    }

    Path directory() {
        return directory;
    }

    /** How somebody is set up here, with the default store. */
    Setup setup(String installation, int line, int running, StreamsProfile profile) {
        return new Setup(installation, false, line, running, profile, more);
    }

    Plan plan() {
        return plan;
    }

    Progress progress() {
        return progress;
    }

    String servers() {
        return broker.bootstrapServers();
    }

    /** What Docket writes in a life: one that it has lived here. */
    LifeRecords life() throws Exception {
        LifeRecords known = life;
        if (known == null) {
            Setup setup = setup("model", 0, 0, StreamsProfile.LATENCY);
            try (PacedInstance model = PacedInstance.start(servers(), directory, setup, new QueueWiring())) {
                model.run(MODEL_PER_SECOND, MODEL_TIME, new Waits());
                known = model.life();
            }
            progress.say("one life: %s", known);
            life = known;
        }
        return known;
    }

    @Override
    public void close() {
        broker.close();
    }
}
