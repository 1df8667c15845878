package dev.docket.bench.lives.peers;

import dev.docket.bench.rig.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server that runs beside this process and never longer than it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Thread hook;

    private ServerProcess(Process process) {
        this.process = process;
        hook = new Thread(process::destroyForcibly, "kill-" + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts it and returns when it answers.
     *
     * @param log where its output goes
     * @throws IllegalStateException with that output if it ends before, or does not answer in time
     */
    static ServerProcess start(List<String> command, Path log, Await.Condition answers) throws Exception {
        ServerProcess server = new ServerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
        try {
            Await.until("an answer of " + command.get(0), START, () -> {
                if (!server.process.isAlive()) {
                    throw new IllegalStateException(command + " ended: " + Files.readString(log));
                }
                return answers.holds();
            });
            return server;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    /** Processor time that it took so far, those of its children that are still there included. */
    long cpuNanos() {
        ProcessHandle handle = process.toHandle();
        return Stream.concat(Stream.of(handle), handle.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    /** Asks it to stop, and returns when it did. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }
}
