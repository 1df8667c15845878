package dev.docket.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps those who watch up to date, a few times a second at the most, and less often the more there are: in each pass one question for each queue in which
 * something was decided since the last one, whoever many watch it. Also once in a while for a queue in which nothing was,
 * since estimates change with time alone. A watcher who takes nothing for too long is dropped.
 *
 * <p>Threading: one thread makes the passes; answers come on others; all methods may be called from any thread.
 */
public final class WatchHub implements AutoCloseable {

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long QUIET_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long BEAT_NANOS = Duration.ofSeconds(15).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(WatchHub.class);

    private final LiveSource source;
    private final Limits limits;
    private final Map<String, WatchedQueue> queues = new ConcurrentHashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean closed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "watch-hub");
        made.setDaemon(true);
        return made;
    });

    /**
     * What watchers may cost.
     *
     * @param interval the least time between two updates of a watcher
     * @param eventsPerSecond how many updates all watchers together are told in a second; with many, each is told less often
     * @param stallTimeout how long a watcher may take nothing of what is there for it
     * @param most how many watchers there may be
     */
    public record Limits(Duration interval, int eventsPerSecond, Duration stallTimeout, int most) {

        /** The least time between two updates of each of so many. */
        long paceNanos(int watchers) {
            return Math.max(interval.toNanos(), SECOND_NANOS * watchers / eventsPerSecond);
        }
    }

    /** Begins to make passes. */
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends by itself: pass() lets no exception out
    public WatchHub(LiveSource source, Limits limits) {
        this.source = source;
        this.limits = limits;
        long millis = limits.interval().toMillis();
        thread.scheduleWithFixedDelay(this::pass, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** How many watch. */
    public int watchers() {
        return watchers.get();
    }

    /** How many watchers were dropped because they took nothing. */
    public long dropped() {
        return dropped.get();
    }

    /** Something was decided in this queue. */
    public void decided(String queue) {
        WatchedQueue watched = queues.get(queue);
        if (watched != null) {
            watched.touch();
        }
    }

    /** Keeps room for one more who watches, until that is given back; false if as many watch as may. */
    boolean reserve() {
        if (watchers.incrementAndGet() > limits.most()) {
            watchers.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives back what was reserved. */
    void giveBack() {
        watchers.decrementAndGet();
    }

    /** How many events are kept for those who watch. */
    int waiting() {
        AtomicInteger sum = new AtomicInteger();
        queues.values()
                .forEach(queue ->
                        queue.each(watcher -> sum.addAndGet(watcher.stream().waiting())));
        return sum.get();
    }

    Limits limits() {
        return limits;
    }

    LiveSource source() {
        return source;
    }

    /** Keeps this watcher up to date from now on, until its stream has ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // a stream always ends normally
    void add(String queue, Watcher watcher) {
        queues.compute(queue, (name, known) -> {
            WatchedQueue watched = known == null ? new WatchedQueue(name) : known;
            watched.add(watcher);
            return watched;
        });
        watcher.stream().ended().thenRun(() -> remove(queue, watcher));
        if (closed) {
            watcher.stream().end();
        }
    }

    private void remove(String queue, Watcher watcher) {
        queues.computeIfPresent(queue, (name, watched) -> {
            watched.remove(watcher);
            return watched.isEmpty() ? null : watched;
        });
    }

    private void pass() {
        long now = System.nanoTime();
        long pace = limits.paceNanos(watchers.get());
        for (WatchedQueue queue : queues.values()) {
            try {
                queue.each(watcher -> attend(watcher, now));
                if (queue.isDue(now, pace, QUIET_NANOS)) {
                    ask(queue);
                }
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("queue", queue.name()).setCause(e).log("a pass over a watched queue failed");
            }
        }
    }

    private void attend(Watcher watcher, long now) {
        if (watcher.stream().stalledFor(now) > limits.stallTimeout().toNanos()) {
            dropped.incrementAndGet();
            watcher.stream().end();
        } else if (watcher.isQuietFor(now, BEAT_NANOS)) {
            watcher.beat(now);
        }
    }

    private void ask(WatchedQueue queue) {
        List<String> ids = new ArrayList<>(queue.ids());
        boolean ofQueue = queue.hasWatchers();
        queue.asked((ids.size() + LiveSource.MOST - 1) / LiveSource.MOST + (ofQueue ? 1 : 0));
        for (int from = 0; from < ids.size(); from += LiveSource.MOST) {
            List<String> chunk = ids.subList(from, Math.min(ids.size(), from + LiveSource.MOST));
            show(asked(() -> source.lookup(queue.name(), chunk)), queue, queue::show);
        }
        if (ofQueue) {
            show(asked(() -> source.overview(queue.name())), queue, queue::show);
        }
    }

    /** The answer to a question; a question that fails at once has an answer that failed. */
    static <T> CompletableFuture<T> asked(Supplier<CompletableFuture<T>> question) {
        return CompletableFuture.completedFuture(question).thenCompose(Supplier::get);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // failures are counted as answers that were not given
    private static <T> void show(CompletableFuture<Optional<T>> answer, WatchedQueue queue, Consumer<T> shown) {
        answer.whenComplete((found, failure) -> {
            boolean told = failure == null && found.isPresent();
            if (told) {
                shown.accept(found.get());
            }
            queue.answered(told);
        });
    }

    /** Ends all streams. Their clients come back, to another instance. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        queues.values().forEach(queue -> queue.each(watcher -> watcher.stream().end()));
    }
}
