package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Threads that do rounds of work, each by itself, until a time is over. */
final class Crew {

    /** Of one thread. */
    interface Worker {

        /** Lets some begin, some become active, and some be over; returns how many were. */
        long round() throws Exception;

        /** Brings to its end what its rounds left under way. */
        void finish() throws Exception;
    }

    private record Work(long lives, long endNanos) {}

    private Crew() {}

    /**
     * Lets them work.
     *
     * @param cpu processor time of the queue so far
     */
    static Sample run(List<? extends Worker> workers, Duration time, LongSupplier cpu) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        try {
            long cpuBefore = cpu.getAsLong();
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            List<Callable<Work>> tasks = new ArrayList<>();
            for (Worker worker : workers) {
                tasks.add(() -> work(worker, end));
            }
            long lives = 0;
            long last = end;
            for (Future<Work> done : threads.invokeAll(tasks)) {
                lives += done.get().lives;
                last = Math.max(last, done.get().endNanos);
            }
            long cpuTime = cpu.getAsLong() - cpuBefore;
            for (Worker worker : workers) {
                worker.finish();
            }
            return new Sample(lives, last - begin, cpuTime);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Work work(Worker worker, long end) throws Exception {
        long lives = 0;
        long now = System.nanoTime();
        // In its first round nothing is over yet, and on a slow machine that may take all the time there is.
        while (now < end || lives == 0) {
            lives += worker.round();
            now = System.nanoTime();
        }
        return new Work(lives, now);
    }
}
