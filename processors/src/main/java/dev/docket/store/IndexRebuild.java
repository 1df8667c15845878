package dev.docket.store;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index again from the records that a clean stop left on disk. It runs on a thread of its own, because stores
 * are opened where nobody may wait: all of them, one after the other, before the first task is assigned.
 *
 * <p>Everyone else stays away from the index until {@link #await()} has returned.
 */
final class IndexRebuild {

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    private IndexRebuild(String name, SplitRecords records, DerivedIndex index) {
        thread = new Thread(() -> run(records, index), name);
        thread.setDaemon(true);
    }

    static IndexRebuild start(String name, SplitRecords records, DerivedIndex index) {
        IndexRebuild rebuild = new IndexRebuild(name, records, index);
        rebuild.thread.start();
        return rebuild;
    }

    /**
     * Waits until the index is whole.
     *
     * @throws ProcessorStateException if it could not be made, was stopped, or the waiting thread was interrupted
     */
    void await() {
        if (done.getCount() > 0) {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProcessorStateException("Interrupted while the index was being made", e);
            }
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new ProcessorStateException("The index could not be made from the local state", cause);
        }
    }

    /** Whether {@link #await()} returns, or throws, at once. */
    boolean isDone() {
        return done.getCount() == 0;
    }

    /** Ends the work, finished or not; the inner store is not touched any more when this returns. */
    void stop() {
        stopped = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The scan looks at the flag for each record, so this is short; the inner store must not be closed
                // under it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(SplitRecords records, DerivedIndex index) {
        try {
            records.scanHeaders(() -> !stopped, index::changed);
            if (stopped) {
                failure = new IllegalStateException("The store was closed");
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            done.countDown();
        }
    }
}
