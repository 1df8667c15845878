package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.audit.Audit;
import dev.docket.audit.AuditFigures;
import dev.docket.audit.AuditReader;
import dev.docket.audit.Limits;
import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.KafkaSettings;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Outcome;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Standalone is killed while hundreds wait and some run, and started again on the same directory. Each script marks that
 * it began, in a file that only one can make; a second run of one would leave a mark of its own.
 */
final class KillIT {

    private static final int REQUESTS = 700;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path home = Path.of("");

    @BeforeEach
    void clientsLookHere() {
        System.setProperty("docket.home", home.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("docket.home");
    }

    @Test
    void noneIsLostAndNoneRunsTwice() throws Exception {
        Files.createDirectories(home.resolve("marks"));
        Path requests = requests();
        try (StandaloneProcess first =
                StandaloneProcess.start(home, "--set", "queue.max-active=4", "--set", "queue.max-per-user=5000")) {
            assertThat(Typed.docket("replay", "--at-once", requests.toString()).exit())
                    .isZero();
            audited(
                    first.running(home),
                    4,
                    figures -> figures.answers().accepted() == REQUESTS
                            && figures.now().pending() >= 500
                            && figures.now().active() > 0
                            && figures.ended() >= 5);
            first.kill();
        }

        AuditFigures after;
        try (StandaloneProcess second =
                StandaloneProcess.start(home, "--set", "queue.max-active=40", "--set", "queue.max-per-user=5000")) {
            after = audited(second.running(home), 40, figures -> figures.ended() == REQUESTS);
            second.stop();
        }

        assertThat(after.examples()).isEmpty();
        assertThat(after.unaccounted()).isZero();
        assertThat(after.answers().accepted()).isEqualTo(REQUESTS);
        // Whatever ran when it was killed failed with its node; at a lucky moment nothing did.
        assertThat(after.outcomes().keySet()).isSubsetOf(Outcome.COMPLETED, Outcome.FAILED);
        assertThat(after.outcomes().getOrDefault(Outcome.FAILED, 0L))
                .as("those that ran at the kill were lost with their node, and no others")
                .isBetween(0L, 4L);
        assertThat(marks("twice-")).isEmpty();
        assertThat(marks("once-")).hasSizeBetween(REQUESTS - 4, REQUESTS);
    }

    /** Reads the topics from their beginning until this holds, and returns what the audit then knows. */
    private static AuditFigures audited(Running running, int maxActive, Predicate<AuditFigures> enough) {
        Installation installation = new Installation(
                running.settings().getOrDefault("installation", ""),
                List.of(HostPort.read(running.settings().getOrDefault("bootstrap.servers", ""))
                        .orElseThrow()),
                KafkaSettings.NONE);
        Audit audit = new Audit(installation.topics(), new Limits(maxActive, 5_000), false);
        try (Consumer<byte[], byte @Nullable []> consumer = KafkaClients.consumer(installation)) {
            AuditReader reader = new AuditReader(consumer, installation.topics(), audit);
            Awaitility.await().atMost(PATIENCE).pollInSameThread().until(() -> {
                reader.poll(Duration.ofMillis(100));
                return enough.test(audit.progress());
            });
            return audit.verdict();
        }
    }

    private Path requests() throws IOException {
        String script = """
                if (set -C; : > "%1$s/once-$1") 2>/dev/null; then
                    sleep 0.05
                else
                    : > "%1$s/twice-$1"
                fi
                """.formatted(home.resolve("marks"));
        String lines = IntStream.range(0, REQUESTS)
                .mapToObj(i -> new String(EventJson.write(request(i, script)), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
        return Files.writeString(home.resolve("requests.jsonl"), lines);
    }

    private static ExecutionRequested request(int number, String script) {
        return new ExecutionRequested(
                "job-" + number,
                "somebody",
                null,
                null,
                script,
                "sh",
                null,
                "busybox",
                List.of("sh", "{script}", Integer.toString(number)),
                "job.sh",
                600,
                null,
                null,
                null,
                null,
                null);
    }

    private List<String> marks(String begin) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("marks"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(begin))
                    .toList();
        }
    }
}
