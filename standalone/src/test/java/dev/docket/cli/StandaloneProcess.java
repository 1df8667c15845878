package dev.docket.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code docket standalone} as a process of its own, as a person would start it. */
final class StandaloneProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path output;

    private StandaloneProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts one, with {@code home} in place of the project's directory, and waits until it greets. */
    static StandaloneProcess start(Path home, String... arguments) throws IOException {
        Path output = Files.createTempFile(home, "standalone", ".out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Djdk.lang.Process.launchMechanism=VFORK",
                "-Ddocket.home=" + home,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.docket.cli.Main",
                "standalone",
                "--kafka-port",
                "0",
                "--http-port",
                "0"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        StandaloneProcess started = new StandaloneProcess(process, output);
        Awaitility.await("docket standalone")
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || started.output().contains("Docket runs"));
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended at once: " + started.output());
        }
        return started;
    }

    /** Where it is, as its file tells clients. */
    Running running(Path home) {
        Optional<Running> running = Running.read(home.resolve(".docket").resolve("running.properties"));
        return running.orElseThrow(() -> new IllegalStateException("no file for clients: " + output()));
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As by {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As by Ctrl-C; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
