package dev.docket.bench.rig;

import dev.docket.broker.LoopbackPorts;
import dev.docket.cli.Main;
import dev.docket.config.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code docket coordinator} in a JVM of its own, to be killed or ended. */
public final class InstanceProcess implements AutoCloseable {

    private final Process process;
    private final HostPort address;
    private final Path log;

    private InstanceProcess(Process process, HostPort address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param state where its state is kept, with its log beside it
     * @param jvm options of its JVM
     * @param settings settings of the coordinator
     */
    public static InstanceProcess start(
            Path state, String bootstrapServers, List<String> jvm, Map<String, String> settings) throws IOException {
        HostPort address = new HostPort("127.0.0.1", LoopbackPorts.free());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "coordinator",
                "--bootstrap",
                bootstrapServers,
                "--set",
                "state.directory=" + state,
                "--set",
                "http.port=" + address.port()));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        Path log = state.resolveSibling(state.getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new InstanceProcess(process, address, log);
    }

    /** Where it answers, once it does. */
    public HostPort address() {
        return address;
    }

    /** What it logs. */
    public Path log() {
        return log;
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing is closed, committed or left in order. */
    public void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM: told to end. */
    public void terminate() {
        process.destroy();
    }

    /**
     * Waits until it has ended.
     *
     * @return its exit code
     * @throws IllegalStateException if it takes longer than this
     */
    public int awaitEnd(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the coordinator at " + address + " has not ended; its log is " + log);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
