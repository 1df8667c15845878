package dev.docket.launcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where blocking calls are made: a fixed number of threads, and one clock thread that only hands work back to them. A
 * call that waits for its next try holds no thread.
 *
 * <p>Anything that throws on these threads is a defect; it goes to {@code defects} and is never swallowed.
 *
 * <p>Threading: safe. After {@link #close()} work is dropped silently.
 */
final class ApiCalls implements AutoCloseable {
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final Backoff backoff;
    private final Consumer<Throwable> defects;

    ApiCalls(int threads, Backoff backoff, Consumer<Throwable> defects) {
        this.workers = Executors.newFixedThreadPool(threads, named("docket-launcher-api-"));
        this.timer = new ScheduledThreadPoolExecutor(1, named("docket-launcher-timer-"));
        this.timer.setRemoveOnCancelPolicy(true);
        this.backoff = backoff;
        this.defects = defects;
    }

    /** Does this on one of the threads. */
    void run(Runnable work) {
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (Throwable e) {
                    defects.accept(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // Closed: whoever comes next does it again, from the last committed offset and a fresh list.
        }
    }

    /** Does this later on one of the threads; cancelling the future takes it back. */
    Future<?> later(Duration delay, Runnable work) {
        try {
            return timer.schedule(() -> run(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** The same, for good. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails goes to the defects.
    void afterwards(Duration delay, Runnable work) {
        later(delay, work);
    }

    /** How long to wait after so many failures. */
    Backoff backoff() {
        return backoff;
    }

    /**
     * Makes a call until it is answered for good: what is {@linkplain Refusal.Kind#passing() passing} is tried again.
     *
     * @param wanted asked before each try; once false, the call is dropped and {@code then} hears nothing
     */
    <T> void until(BooleanSupplier wanted, Supplier<Answer<T>> call, Consumer<Answer<T>> then) {
        run(() -> attempt(wanted, call, then, 1));
    }

    private <T> void attempt(BooleanSupplier wanted, Supplier<Answer<T>> call, Consumer<Answer<T>> then, int tries) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        Answer<T> answer = call.get();
        if (answer instanceof Answer.Refused<T> refused
                && refused.refusal().kind().passing()) {
            Duration delay = backoff.after(tries, refused.refusal().retryAfter());
            afterwards(delay, () -> attempt(wanted, call, then, tries + 1));
        } else {
            then.accept(answer);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        List<Runnable> dropped = workers.shutdownNow();
        dropped.clear();
        try {
            workers.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
