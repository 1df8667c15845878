package dev.docket.e2e;

import dev.docket.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code docket launcher} in a JVM of its own, to be killed. */
final class LauncherProcess implements AutoCloseable {

    private final Process process;

    private LauncherProcess(Process process) {
        this.process = process;
    }

    /** Starts one with these settings; what it says is added to that file. */
    static LauncherProcess start(Path log, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "launcher"));
        settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        return new LauncherProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing is closed, committed or left in order. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
