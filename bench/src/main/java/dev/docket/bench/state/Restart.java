package dev.docket.bench.state;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.InstanceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A coordinator that was ended in order, with all that waits in its local state, is started again: a process each time. */
final class Restart {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long END_MILLIS = Duration.ofMinutes(2).toMillis();
    private static final List<String> JVM = List.of("-Xmx2g");
    private static final String REPLAYED = "coordinator_restored_records_total";

    private final Rig rig;
    private final int waiting;
    private final HttpClient http = HttpClient.newHttpClient();

    private Restart(Rig rig, int waiting) {
        this.rig = rig;
        this.waiting = waiting;
    }

    /** Lets so many wait, and starts again so many times. */
    static Row row(Rig rig, int waiting, int rounds, Progress progress) throws Exception {
        progress.say("writing the changelog of %,d who wait", waiting);
        rig.write(Changes.waitingWithPayloads(waiting));
        Restart restart = new Restart(rig, waiting);
        double restored = restart.seconds(waiting);
        progress.say("restored for the first time, in %.1f s; ended in order", restored);
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
                        "from the start of the process to an exact position over HTTP, to within 0.1 s; default store,"
                                + " payloads of some 650 bytes; nothing was replayed; without the local state it took"
                                + " %.1f s",
                        restored));
    }

    /** Starts, asks for the last of all until it is answered, and ends in order. */
    private double seconds(double replayed) throws Exception {
        long begun = System.nanoTime();
        try (InstanceProcess coordinator =
                InstanceProcess.start(rig.directory("restart"), rig.servers(), JVM, Rig.SETTINGS)) {
            String base = "http://" + coordinator.address();
            URI question =
                    URI.create(base + "/v1/queues/" + Executions.QUEUE + "/executions/" + Executions.id(waiting - 1L));
            Await.until("a position", PATIENCE, () -> {
                if (!coordinator.isAlive()) {
                    throw new IllegalStateException(
                            "the coordinator ended by itself: " + Files.readString(coordinator.log()));
                }
                return tells(question);
            });
            double seconds = (System.nanoTime() - begun) / 1e9;
            double read = replayed(URI.create(base + "/metrics"));
            if (read != replayed) {
                throw new IllegalStateException(read + " records were replayed, not " + replayed);
            }
            coordinator.terminate();
            coordinator.awaitEnd(END_MILLIS);
            return seconds;
        }
    }

    private boolean tells(URI question) throws InterruptedException {
        try {
            return get(question).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private double replayed(URI metrics) throws IOException, InterruptedException {
        return get(metrics)
                .body()
                .lines()
                .filter(line -> line.startsWith(REPLAYED))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(URI question) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(question).timeout(Duration.ofSeconds(30)).build();
        return http.send(request, BodyHandlers.ofString());
    }
}
