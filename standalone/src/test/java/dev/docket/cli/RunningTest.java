package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunningTest {

    private static final long ME = ProcessHandle.current().pid();

    @TempDir
    Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        Path file = directory.resolve("deep").resolve("running.properties");
        Running running = running(ME);

        running.write(file);

        assertThat(Running.read(file)).contains(running);
    }

    @Test
    void thatOfAProcessThatIsGoneCountsForNothing() throws IOException {
        Path file = directory.resolve("running.properties");

        running(Long.MAX_VALUE).write(file);

        assertThat(Running.read(file)).isEmpty();
    }

    @Test
    void nothingOrNonsenseCountsForNothing() throws IOException {
        Path file = directory.resolve("running.properties");
        assertThat(Running.read(file)).isEmpty();

        Files.writeString(file, "pid=many\n");

        assertThat(Running.read(file)).isEmpty();
    }

    @Test
    void removesItsOwnFileAndNoOther() throws IOException {
        Path file = directory.resolve("running.properties");
        running(ME).write(file);

        running(1).remove(file);
        assertThat(file).exists();

        running(ME).remove(file);
        assertThat(file).doesNotExist();
    }

    private static Running running(long pid) {
        return new Running(
                Map.of("bootstrap.servers", "127.0.0.1:9", "installation", "docket"),
                "http://127.0.0.1:8",
                Path.of("/somewhere"),
                pid);
    }
}
