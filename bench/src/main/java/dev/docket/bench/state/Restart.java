package dev.docket.bench.state;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Await;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueWiring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A coordinator that was closed in order, with all that waits in its local state, is started again. */
final class Restart {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final CoordinatorConfig config;
    private final int waiting;
    private final HttpClient http = HttpClient.newHttpClient();

    private Restart(CoordinatorConfig config, int waiting) {
        this.config = config;
        this.waiting = waiting;
    }

    /** Lets so many wait, and starts again so many times. */
    static Row row(Rig rig, int waiting, int rounds, Progress progress) throws Exception {
        progress.say("writing the changelog of %,d who wait", waiting);
        rig.write(Changes.waitingWithPayloads(waiting));
        Restart restart = new Restart(rig.config("restart", Map.of()), waiting);
        double restored = restart.seconds(waiting);
        progress.say("restored for the first time, in %.1f s; closed in order", restored);
        List<Double> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            runs.add(restart.seconds(0));
            progress.say("round %d of %d: first position after %.1f s", round, rounds, runs.get(round - 1));
        }
        return Row.stated(
                String.format(Locale.ROOT, "s, clean restart to the first position, %,d in line", waiting),
                runs,
                String.format(
                        Locale.ROOT,
                        "from the start of the coordinator, in a JVM that is warm, to an exact position over HTTP, to"
                                + " within 0.1 s; default store, payloads of some 650 bytes; nothing was replayed; without the"
                                + " local state it took %.1f s",
                        restored));
    }

    /** Starts, asks for the last of all until it is answered, and closes in order. */
    private double seconds(long replayed) throws Exception {
        long begun = System.nanoTime();
        try (Coordinator coordinator = Coordinator.start(config, new QueueWiring())) {
            URI question = URI.create("http://" + coordinator.address() + "/v1/queues/" + Executions.QUEUE
                    + "/executions/" + Executions.id(waiting - 1L));
            Await.until("a position", PATIENCE, () -> tells(question));
            double seconds = (System.nanoTime() - begun) / 1e9;
            double read = coordinator
                    .meters()
                    .get("coordinator.restored.records")
                    .counter()
                    .count();
            if (read != replayed) {
                throw new IllegalStateException(read + " records were replayed, not " + replayed);
            }
            return seconds;
        }
    }

    private boolean tells(URI question) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(question)
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
