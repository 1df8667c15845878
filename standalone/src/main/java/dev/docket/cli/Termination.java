package dev.docket.cli;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a server: by Ctrl-C or SIGTERM, or by its own failure. The JVM goes down only after the server has closed,
 * which is why this is opened first and closed last.
 */
final class Termination implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();

    private Termination() {}

    /** From now on the JVM waits, when it is asked to end, until this is closed. */
    static Termination awaited() {
        Termination termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Thread(termination::holdUp, "docket-shutdown"));
        return termination;
    }

    /** Waits for the end and returns the exit code. */
    int orFailureOf(CompletionStage<?> failure) throws InterruptedException {
        failure.thenRun(() -> {
            failed.set(true);
            asked.countDown();
        });
        asked.await();
        return failed.get() ? Exit.FAILED : Exit.OK;
    }

    private void holdUp() {
        asked.countDown();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Exit.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
