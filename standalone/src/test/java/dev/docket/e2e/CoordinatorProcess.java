package dev.docket.e2e;

import dev.docket.cli.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** {@code docket coordinator} in a JVM of its own, to be killed. */
final class CoordinatorProcess implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final Path log;

    private CoordinatorProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts one that keeps its state and its log there. */
    static CoordinatorProcess start(Path state, String bootstrapServers, Map<String, String> settings)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "coordinator",
                "--bootstrap",
                bootstrapServers,
                "--set",
                "state.directory=" + state,
                "--set",
                "http.port=" + port));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        Path log = state.resolveSibling(state.getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new CoordinatorProcess(process, port, log);
    }

    void awaitReady() {
        await("/health/ready");
    }

    /** Until it listens, which is before it has its partitions. */
    void awaitListening() {
        await("/health/live");
    }

    private void await(String path) {
        Awaitility.await("coordinator with log " + log)
                .atMost(Duration.ofSeconds(90))
                .failFast("the coordinator has ended", () -> !process.isAlive())
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(path).statusCode() == 200);
    }

    HttpResponse<String> status(String queue, String id) throws Exception {
        return get("/v1/queues/" + queue + "/executions/" + id);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** SIGKILL: nothing is closed, committed or left in order. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
