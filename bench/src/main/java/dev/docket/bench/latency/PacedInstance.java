package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.lives.LifeRecords;
import dev.docket.bench.lives.Traffic;
import dev.docket.bench.rig.Await;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.Wiring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** A coordinator of one queue, or something else in its place, that is asked at a steady pace. */
final class PacedInstance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration MOST_RAMP = Duration.ofSeconds(1);
    private static final int CANDIDATES = 8;
    private static final long CANDIDATE_DISTANCE = 20;

    private final String name;
    private final CoordinatorConfig config;
    private final Coordinator coordinator;
    private final OpenLoad load;

    private PacedInstance(String name, CoordinatorConfig config, Coordinator coordinator) {
        this.name = name;
        this.config = config;
        this.coordinator = coordinator;
        load = new OpenLoad(config.installation());
    }

    /** Starts it. */
    static PacedInstance start(String name, String servers, Path directory, Setup setup, Wiring wiring)
            throws Exception {
        CoordinatorConfig config = KafkaContender.config(servers, directory.resolve(setup.installation()), setup);
        Coordinator coordinator = Coordinator.start(config, wiring);
        try {
            Await.until("a coordinator that is ready", PATIENCE, coordinator::isReady);
            return new PacedInstance(name, config, coordinator);
        } catch (Exception | Error e) {
            coordinator.close();
            throw e;
        }
    }

    /** What it is. */
    String name() {
        return name;
    }

    /** Asks it at this pace for so long, after a second at the most that does not count; nothing is under way when this returns. */
    Waits run(int perSecond, Duration time) throws Exception {
        return load.run(perSecond, time.compareTo(MOST_RAMP) < 0 ? time : MOST_RAMP, time);
    }

    /** What it wrote about one execution whose life is over. */
    LifeRecords life() throws Exception {
        List<String> ids = LongStream.rangeClosed(1, CANDIDATES)
                .mapToObj(i -> Traffic.id(load.requested() - i * CANDIDATE_DISTANCE))
                .toList();
        return LifeRecords.ofOne(config.installation(), ids);
    }

    @Override
    public void close() {
        load.close();
        coordinator.close();
    }
}
