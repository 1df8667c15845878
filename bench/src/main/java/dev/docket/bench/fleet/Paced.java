package dev.docket.bench.fleet;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does one thing again and again, so many times a second; it makes up for the last few that it missed.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class Paced implements AutoCloseable {

    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    /** One step; ends everything when it throws. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private Paced(String name, double perSecond, Step step) {
        thread = new Thread(() -> run(perSecond, step), name);
        thread.setDaemon(true);
    }

    static Paced start(String name, double perSecond, Step step) {
        Paced paced = new Paced(name, perSecond, step);
        paced.thread.start();
        return paced;
    }

    private void run(double perSecond, Step step) {
        long interval = (long) (1e9 / perSecond);
        long next = System.nanoTime();
        try {
            while (!closing) {
                step.run();
                next = Math.max(next + interval, System.nanoTime() - 10 * interval);
                while (!closing && System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            }
        } catch (Exception | Error e) {
            failure.set(e);
        }
    }

    /** Ends it after the step that it is at, and says if it had failed. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException(thread.getName() + " failed", fault);
        }
    }
}
