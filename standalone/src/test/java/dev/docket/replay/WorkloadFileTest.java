package dev.docket.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkloadFileTest {

    private static final SwfRule RULE = new SwfRule("w", "default", 10, 10);
    private static final String JOB = "1 100 -1 10 1 -1 -1 1 -1 -1 -1 3 2 2 -1 -1 -1 -1\n";

    @TempDir
    Path directory;

    @Test
    void readsACompressedLogWhateverItsName() throws IOException {
        Path file = directory.resolve("log.swf");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(JOB.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(arrivals(file).arrivals()).hasSize(1);
    }

    @Test
    void theFirstJobIsSentAtOnceWhereverTheLogBegins() throws IOException {
        Path file = write("log.swf", JOB + JOB.replace("1 100", "2 150"));

        assertThat(arrivals(file).arrivals())
                .extracting(Workload.Arrival::after)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void requestsWithoutTimesAreSentAtOnceInTheirOrder() throws IOException {
        Path file = write("r.jsonl", request("b", null) + "\n" + request("a", null));

        assertThat(arrivals(file).arrivals())
                .extracting(arrival -> arrival.request().executionId())
                .containsExactly("b", "a");
        assertThat(arrivals(file).span()).isZero();
    }

    @Test
    void requestsWithTimesKeepTheirDistances() throws IOException {
        Path file =
                write("r.jsonl", request("late", "2026-01-01T00:01:00Z") + request("early", "2026-01-01T00:00:00Z"));

        assertThat(arrivals(file).arrivals())
                .extracting(arrival ->
                        arrival.request().executionId() + " " + arrival.after().toSeconds())
                .containsExactly("early 0", "late 6");
    }

    @Test
    void aLineThatIsNoRequestIsNamedByItsNumber() throws IOException {
        Path file = write(
                "r.jsonl",
                request("a", null)
                        + "{\"type\":\"CancelRequested\",\"executionId\":\"a\"}\nnot json\n{\"type\":\"X\"}\n");

        assertThat(WorkloadFile.read(file, RULE)).isInstanceOfSatisfying(Workload.Faulty.class, faulty -> {
            assertThat(faulty.total()).isEqualTo(3);
            assertThat(faulty.faults()).extracting(LineFault::line).containsExactly(2L, 3L, 4L);
            assertThat(faulty.faults().get(0).message()).isEqualTo("only ExecutionRequested can be replayed");
        });
    }

    @Test
    void anyOtherNameIsRefused() throws IOException {
        Path file = write("r.csv", "");

        assertThat(WorkloadFile.understands(file)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> WorkloadFile.read(file, RULE));
    }

    private static Workload.Arrivals arrivals(Path file) throws IOException {
        return (Workload.Arrivals) WorkloadFile.read(file, RULE);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String request(String id, @org.jspecify.annotations.Nullable String time) {
        String metadata = time == null ? "" : ",\"metadata\":{\"timestamp\":\"" + time + "\"}";
        return "{\"type\":\"ExecutionRequested\",\"schemaVersion\":1,\"executionId\":\"" + id + "\"" + metadata + "}\n";
    }
}
