package dev.docket.bench.watchers;

import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.MeasuredBroker;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.coordinator.QueueWiring;
import dev.docket.event.Priority;
import io.micrometer.core.instrument.Gauge;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue that always has work and slots, with and without a crowd that watches it; everything in this process. */
final class Comparison implements AutoCloseable {

    private static final String QUEUE = "busy";

    /** How many are on their way through the loop; enough that neither side of it waits for the other. */
    private static final int IN_FLIGHT = 4_000;

    private static final int SLOTS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** How often watchers come and go for one pair. */
    private static final int TURNS = 6;

    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final EmbeddedBroker broker;
    private final Coordinator coordinator;
    private final ClosedLoop loop;
    private final List<String> paths;
    private final long updatingThread;

    private Comparison(EmbeddedBroker broker, Coordinator coordinator, ClosedLoop loop, List<String> paths) {
        this.broker = broker;
        this.coordinator = coordinator;
        this.loop = loop;
        this.paths = paths;
        updatingThread = threadNamed("watch-hub");
    }

    /**
     * Starts everything but the load.
     *
     * @param watchers how many there are when anybody watches
     */
    static Comparison start(Path directory, int watchers) throws Exception {
        EmbeddedBroker broker = MeasuredBroker.start(directory.resolve("kafka"));
        try {
            CoordinatorConfig config = config(broker, directory.resolve("state"), watchers);
            Coordinator coordinator = Coordinator.start(config, new QueueWiring());
            Await.until("a coordinator that is ready", PATIENCE, coordinator::isReady);
            ClosedLoop loop = new ClosedLoop(config.installation(), QUEUE);
            return new Comparison(broker, coordinator, loop, paths(watchers));
        } catch (Exception | Error e) {
            broker.close();
            throw e;
        }
    }

    private static CoordinatorConfig config(EmbeddedBroker broker, Path state, int watchers) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("topics.partitions", "4");
        settings.put("topics.replication-factor", "1");
        settings.put("streams.standby-replicas", "0");
        settings.put("streams.profile", "throughput");
        settings.put("state.directory", state.toString());
        settings.put("http.port", "0");
        settings.put("http.max-streams", Integer.toString(2 * watchers));
        settings.put("queue.max-active", "0");
        settings.put("queue.max-per-user", "10000000");
        settings.put("queue.max-pending", "10000000");
        settings.put("finished.max", "100000000");
        return CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(settings).read());
    }

    private static List<String> paths(int watchers) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < watchers; i++) {
            paths.add("/v1/queues/" + QUEUE + (i % 2 == 0 ? "" : "/executions/last-" + i) + "/events");
        }
        return paths;
    }

    /** Lets executions wait, the watched ones last: nothing is scheduled yet. */
    void fillLine() throws Exception {
        for (int i = 0; i < paths.size(); i++) {
            loop.request("last-" + i, Priority.BACKGROUND);
        }
        for (int i = 0; i < IN_FLIGHT; i++) {
            loop.request("first-" + i, Priority.NORMAL);
        }
        Await.until("a line that is full", PATIENCE, () -> pending() == paths.size() + IN_FLIGHT);
    }

    private double pending() {
        return coordinator.meters().get("execution.queue.depth").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** Bytes of heap and direct buffers that the crowd takes while nothing is scheduled, both ends together. */
    long memoryOfWatchers() throws Exception {
        long before = memory();
        try (Crowd crowd = gather()) {
            sleep(SETTLING);
            check(crowd);
            return memory() - before;
        }
    }

    private static long memory() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    /** Lets the queue go, and everything become warm. */
    void warmUp(Duration time) throws Exception {
        loop.slots(SLOTS);
        sleep(time.dividedBy(2));
        try (Crowd crowd = gather()) {
            sleep(time.dividedBy(2));
            check(crowd);
        }
        if (loop.scheduled() < IN_FLIGHT) {
            throw new IllegalStateException("the queue does not move");
        }
    }

    /**
     * As long with watchers as without, in turns, each with half a turn before and half a turn after it without: what becomes
     * slower or faster meanwhile, as the collector does while more and more is remembered, and as others on the machine come and
     * go, counts for neither.
     */
    Pair measure(Duration time) throws Exception {
        Pair pair = turn(time.dividedBy(TURNS));
        for (int i = 1; i < TURNS; i++) {
            pair = pair.and(turn(time.dividedBy(TURNS)));
        }
        return pair;
    }

    private Pair turn(Duration time) throws Exception {
        Duration half = time.dividedBy(2);
        Window before = window(half, null);
        Window with;
        try (Crowd crowd = gather()) {
            with = window(time, crowd);
            check(crowd);
        }
        return new Pair(before.and(window(half, null)), with);
    }

    private Crowd gather() throws Exception {
        Crowd crowd = Crowd.watch(coordinator.address(), paths);
        Await.until("streams for all", PATIENCE, () -> crowd.begun() == paths.size());
        return crowd;
    }

    private void check(Crowd crowd) {
        if (crowd.begun() != paths.size()
                || coordinator.meters().get("coordinator.watchers").gauge().value() != paths.size()) {
            throw new IllegalStateException("not all of them watch to the end");
        }
    }

    /** What happens in this time, once what was there before has settled. */
    private Window window(Duration time, @Nullable Crowd crowd) throws InterruptedException {
        sleep(SETTLING);
        Window before = now(crowd);
        sleep(time);
        return now(crowd).since(before);
    }

    private Window now(@Nullable Crowd crowd) {
        return new Window(
                System.nanoTime(),
                loop.scheduled(),
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos(),
                crowd == null ? 0 : crowd.events(),
                crowd == null ? 0 : crowd.bytes(),
                crowd == null ? 0 : THREADS.getThreadCpuTime(crowd.threadId()),
                THREADS.getThreadCpuTime(updatingThread));
    }

    private static long threadNamed(String name) {
        for (ThreadInfo thread : THREADS.dumpAllThreads(false, false)) {
            if (thread.getThreadName().equals(name)) {
                return thread.getThreadId();
            }
        }
        throw new IllegalStateException("no thread " + name);
    }

    /** What is measured is what happens in this time. */
    private static void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    @Override
    public void close() {
        loop.close();
        coordinator.close();
        broker.close();
    }
}
