package dev.docket.bench.rig;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does one thing again and again, without a pause, until it is closed or the thing fails.
 *
 * <p>Threading: all methods may be called from any other thread.
 */
public final class Repeating implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Thread thread;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean closing;

    /** What is done each time; ends everything when it throws. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    private Repeating(String name, Step step) {
        thread = new Thread(() -> run(step), name);
        thread.setDaemon(true);
    }

    /** Begins at once: a constructor that calls this does so last. */
    public static Repeating start(String name, Step step) {
        Repeating repeating = new Repeating(name, step);
        repeating.thread.start();
        return repeating;
    }

    private void run(Step step) {
        try {
            while (!closing) {
                step.run();
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }

    /**
     * Returns if it has not failed.
     *
     * @throws IllegalStateException if it has
     */
    public void check() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException(thread.getName() + " failed", fault);
        }
    }

    /** Processor time of the thread so far. */
    public long cpuNanos() {
        return THREADS.getThreadCpuTime(thread.getId());
    }

    /** Ends it after the step that it is at. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
