package dev.docket.launcher;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link PodFollower} up to date: a full list, a watch from there on, and again from the start when the watch
 * ends, when the partitions change, and after the re-list interval at the latest. So a watch that has gone silent is
 * never believed for longer than that, and no cache can keep what is gone.
 *
 * <p>While a list is under way there is no watch; nothing is lost, because the next one begins where the list ended.
 *
 * <p>Threading: one thread of its own; {@link #relist()} may be called from any.
 */
final class PodReflector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PodReflector.class);

    private final PodApi pods;
    private final PodFollower follower;
    private final Duration interval;
    private final Consumer<Throwable> defects;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private final Thread thread = new Thread(this::run, "docket-launcher-reflector");
    private final Object signal = new Object();
    private boolean listAgain;
    private volatile boolean closed;

    PodReflector(PodApi pods, PodFollower follower, Duration interval, Consumer<Throwable> defects) {
        this.pods = pods;
        this.follower = follower;
        this.interval = interval;
        this.defects = defects;
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks for a full list now. */
    void relist() {
        synchronized (signal) {
            listAgain = true;
            signal.notifyAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        relist();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (!closed) {
                synchronized (signal) {
                    listAgain = false;
                }
                String version = list();
                Current current = new Current();
                long openedAt = System.nanoTime();
                if (version != null && pods.watch(version, current) instanceof Answer.Done<AutoCloseable> watch) {
                    LOG.debug("watch opened version={}", version);
                    await(interval);
                    current.stop();
                    watch.value().close();
                }
                // A list or watch that fails, and a watch that ends at once, must not become a storm.
                boolean lived = version != null
                        && System.nanoTime() - openedAt > Duration.ofSeconds(1).toNanos();
                failures = lived || current.healthy() ? 0 : failures + 1;
                if (failures > 0) {
                    pause(backoff.after(failures, null));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            defects.accept(e);
        }
    }

    /** Lists all pages; the resource version of the list, or null if it could not be had. */
    private @Nullable String list() {
        long askedAt = System.nanoTime();
        List<Pod> all = new ArrayList<>();
        String version = null;
        String next = null;
        do {
            Answer<PodApi.Page> answer = pods.list(next);
            if (answer instanceof Answer.Done<PodApi.Page> page) {
                all.addAll(page.value().pods());
                version = page.value().resourceVersion();
                next = page.value().continuation();
            } else if (answer instanceof Answer.Refused<PodApi.Page> refused) {
                LOG.warn(
                        "pods not listed kind={} message={}",
                        refused.refusal().kind(),
                        refused.refusal().message());
                return null;
            }
        } while (next != null && !closed);
        Set<String> names = new HashSet<>();
        all.forEach(pod -> names.add(pod.getMetadata().getName()));
        follower.listed(all, names, askedAt);
        LOG.debug("pods listed count={} version={}", all.size(), version);
        return version;
    }

    /** Waits until a list is asked for, or the time is up. */
    private void await(Duration time) throws InterruptedException {
        await(time, () -> listAgain);
    }

    /** Waits until this is closed, or the time is up. */
    private void pause(Duration time) throws InterruptedException {
        await(time, () -> closed);
    }

    private void await(Duration time, BooleanSupplier until) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        synchronized (signal) {
            for (long left = time.toMillis(); !until.getAsBoolean() && left > 0; ) {
                signal.wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** One watch; what it says after it was stopped is old news, and not passed on. */
    private final class Current implements PodApi.Listener {
        private boolean stopped;
        private boolean broken;

        synchronized void stop() {
            stopped = true;
        }

        synchronized boolean healthy() {
            return stopped && !broken;
        }

        @Override
        public synchronized void changed(Pod pod) {
            if (!stopped) {
                tell(() -> follower.seen(pod));
            }
        }

        @Override
        public synchronized void deleted(Pod pod) {
            if (!stopped) {
                tell(() -> follower.gone(pod));
            }
        }

        @Override
        public synchronized void closed(String why) {
            if (!stopped) {
                broken = true;
                LOG.debug("watch ended why={}", why);
                relist();
            }
        }

        private void tell(Runnable news) {
            try {
                news.run();
            } catch (Throwable e) {
                defects.accept(e);
            }
        }
    }
}
