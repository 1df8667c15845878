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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A coordinator of one queue, or something else in its place, that is asked at a steady pace. */
final class PacedInstance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** How long it is asked before anything counts: a dozen transactions, so that nobody is still waking up. */
    private static final Duration RAMP = Duration.ofMillis(300);

    private static final int CANDIDATES = 8;
    private static final long CANDIDATE_DISTANCE = 20;

    private final CoordinatorConfig config;
    private final Coordinator coordinator;
    private final OpenLoad load;

    private PacedInstance(CoordinatorConfig config, Coordinator coordinator) {
        this.config = config;
        this.coordinator = coordinator;
        load = new OpenLoad(config.installation());
    }

    /** Starts it. */
    static PacedInstance start(String servers, Path directory, Setup setup, Wiring wiring) throws Exception {
        CoordinatorConfig config = KafkaContender.config(servers, directory.resolve(setup.installation()), setup);
        Coordinator coordinator = Coordinator.start(config, wiring);
        try {
            Await.until("a coordinator that is ready", PATIENCE, coordinator::isReady);
            return new PacedInstance(config, coordinator);
        } catch (Exception | Error e) {
            coordinator.close();
            throw e;
        }
    }

    /**
     * Asks it at this pace for so long; nothing is under way when this returns.
     *
     * @param waits where it counts
     */
    void run(int perSecond, Duration time, Waits waits) throws Exception {
        load.run(perSecond, RAMP, time, waits);
    }

    /** What it wrote about one execution whose life is over; the last completions may still be on their way. */
    LifeRecords life() throws Exception {
        List<String> ids = LongStream.rangeClosed(1, CANDIDATES)
                .mapToObj(i -> Traffic.id(load.requested() - i * CANDIDATE_DISTANCE))
                .toList();
        List<LifeRecords> found = new ArrayList<>();
        Await.until(
                "all records of a life",
                PATIENCE,
                () -> LifeRecords.ofOne(config.installation(), ids)
                        .map(found::add)
                        .orElse(false));
        return found.get(0);
    }

    @Override
    public void close() {
        load.close();
        coordinator.close();
    }
}
