package dev.docket.bench.rig;

import dev.docket.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The broker of a measurement: one that compacts nothing meanwhile. Its log cleaner begins when it likes, with logs of
 * whoever was measured before, and takes up to a fifth of a core for as long as a round is: of two rounds that are
 * compared one would have it and the other not.
 */
public final class MeasuredBroker {

    private static final String AFTERWARDS = Long.toString(Duration.ofDays(1).toMillis());

    private MeasuredBroker() {}

    /**
     * Starts one on any free port, and returns when it takes requests.
     *
     * @throws IOException if the directory cannot be used
     */
    public static EmbeddedBroker start(Path directory) throws IOException {
        return EmbeddedBroker.start(directory, 0, Map.of("log.cleaner.backoff.ms", AFTERWARDS));
    }
}
