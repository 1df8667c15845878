package dev.docket.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container as a local process; see the package's description for the watchdog.
 *
 * <p>Threading: {@link #terminate} and {@link #kill} from any thread; {@code exited} is called from one of this class's
 * own threads, once, after the output has been read to its end (or has been given up {@value #DRAIN_SECONDS} s after the
 * end, if something that escaped still holds it open).
 */
final class ContainerProcess implements Work {
    /**
     * Reads as: keep the pipe from the JVM as descriptor 3; leave an orphan behind that waits for a word or the end of it
     * and then kills this process group (or, where the group is not ours, this process, unless the word says that it has
     * ended by itself); become the command, with neither the pipe nor any input. Nothing of the user's is in this text:
     * it comes in as "$@".
     */
    private static final String WRAPPER = """
            exec 3<&0
            ( ( trap '' TERM INT HUP QUIT
                word=
                read -r word <&3
                kill -KILL -$$
                [ -n "$word" ] || kill -KILL $$
              ) </dev/null >/dev/null 2>&1 & ) >/dev/null 2>&1
            exec "$@" 3<&- </dev/null
            """;

    private static final Logger LOG = LoggerFactory.getLogger(ContainerProcess.class);
    private static final int DRAIN_SECONDS = 2;
    private static final List<String> SESSION = session();

    private final Process process;

    private ContainerProcess(Process process) {
        this.process = process;
    }

    private static List<String> session() {
        for (String place : List.of("/usr/bin/setsid", "/bin/setsid")) {
            if (Files.isExecutable(Path.of(place))) {
                return List.of(place);
            }
        }
        return List.of();
    }

    static ContainerProcess start(ContainerCommand command, ContainerLog log, IntConsumer exited) throws IOException {
        List<String> words = new ArrayList<>(SESSION);
        words.addAll(List.of("/bin/sh", "-c", WRAPPER, "container"));
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(command.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        ContainerProcess container = new ContainerProcess(process);
        CompletableFuture<Boolean> drained = new CompletableFuture<>();
        Thread pump = new Thread(null, () -> container.pump(log, drained), "docket-log-" + process.pid(), 128 << 10);
        pump.setDaemon(true);
        pump.start();
        CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> {
            container.release();
            CompletableFuture<Void> unusedEither = drained.completeOnTimeout(false, DRAIN_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(all -> exited.accept(ended.exitValue()));
        });
        return container;
    }

    private void pump(ContainerLog log, CompletableFuture<Boolean> drained) {
        try (log;
                InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                log.append(buffer, n);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("container output ended early");
        } finally {
            drained.complete(true);
        }
    }

    /** Tells the watchdog that the command has ended by itself: what it left behind ends too. */
    private void release() {
        try (OutputStream word = process.getOutputStream()) {
            word.write("ended\n".getBytes(UTF_8));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("container watchdog was gone");
        }
    }

    @Override
    public void terminate() {
        // By its handle: Process.destroy also closes the pipes, which to the watchdog is the end of the JVM.
        boolean unused = process.toHandle().destroy();
    }

    @Override
    public void kill() {
        boolean unused = process.toHandle().destroyForcibly();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("container watchdog was gone");
        }
    }
}
