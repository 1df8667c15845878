package dev.docket.bench.lives;

import dev.docket.bench.rig.Await;
import dev.docket.config.HostPort;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.coordinator.StreamsProfile;
import dev.docket.coordinator.Wiring;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A coordinator of one partition with one queue, or something else in its place that reads and writes the same topics. */
public final class KafkaContender implements Contender {

    /** The one queue. */
    public static final String QUEUE = "lives";

    /** How many executions run at once: enough that nothing waits for a slot. */
    static final int SLOTS = 20_000;

    /** How many are on their way through the loop where nobody waits in line. */
    private static final int IN_FLIGHT = 8_000;

    /** How many run at once where many wait in line. */
    private static final int SLOTS_BEFORE_LINE = 10_000;

    private static final int CANDIDATES = 8;
    private static final int CANDIDATE_DISTANCE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration MOST_RAMP = Duration.ofSeconds(2);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String name;
    private final CoordinatorConfig config;
    private final Coordinator coordinator;
    private final Loop loop;

    /**
     * What is in it.
     *
     * @param installation the name of its topics
     * @param inMemory whether payloads are kept on the heap
     * @param line how many executions wait in line all the time
     * @param running how many run at once where some wait; how many are on their way where nobody does
     * @param profile what Kafka Streams, and the load, are tuned for
     * @param more other settings of the coordinator
     */
    public record Setup(
            String installation,
            boolean inMemory,
            int line,
            int running,
            StreamsProfile profile,
            Map<String, String> more) {

        public Setup {
            more = Map.copyOf(more);
        }

        /** Tuned for many lives, with so many running that a slot is never what they wait for. */
        Setup(String installation, boolean inMemory, int line) {
            this(
                    installation,
                    inMemory,
                    line,
                    line == 0 ? IN_FLIGHT : SLOTS_BEFORE_LINE,
                    StreamsProfile.THROUGHPUT,
                    Map.of());
        }

        private int lingerMillis() {
            return profile == StreamsProfile.LATENCY ? 0 : 5;
        }
    }

    private KafkaContender(String name, CoordinatorConfig config, Coordinator coordinator, Loop loop) {
        this.name = name;
        this.config = config;
        this.coordinator = coordinator;
        this.loop = loop;
    }

    /** Starts it, and lets as many wait as are to wait. */
    public static KafkaContender start(String name, String servers, Path directory, Setup setup, Wiring wiring)
            throws Exception {
        CoordinatorConfig config = config(servers, directory.resolve(setup.installation()), setup);
        Coordinator coordinator = Coordinator.start(config, wiring);
        try {
            Await.until("a coordinator that is ready", PATIENCE, coordinator::isReady);
            Loop loop = new Loop(
                    config.installation(),
                    QUEUE,
                    new Traffic(QUEUE, setup.installation().hashCode()),
                    setup.lingerMillis());
            KafkaContender contender = new KafkaContender(name, config, coordinator, loop);
            contender.fill(setup);
            return contender;
        } catch (Exception | Error e) {
            coordinator.close();
            throw e;
        }
    }

    /** The configuration of a coordinator of one partition, whose queue has no slots yet. */
    public static CoordinatorConfig config(String servers, Path state, Setup setup) {
        Map<String, String> settings = new HashMap<>();
        settings.put("installation", setup.installation());
        settings.put("bootstrap.servers", servers);
        settings.put("topics.partitions", "1");
        settings.put("topics.replication-factor", "1");
        settings.put("streams.standby-replicas", "0");
        settings.put("streams.threads", "1");
        settings.put("streams.profile", setup.profile().name().toLowerCase(Locale.ROOT));
        settings.put("state.directory", state.toString());
        settings.put("state.in-memory", Boolean.toString(setup.inMemory()));
        settings.put("http.port", "0");
        settings.put("queue.max-active", "0");
        settings.put("queue.max-per-user", "10000000");
        settings.put("queue.max-pending", "10000000");
        settings.put("queue.max-pending-bytes", Long.toString(Long.MAX_VALUE));
        settings.put("finished.max", "100000000");
        // All share one heap. After a full collection of it, nobody is to find his session over, and start anew.
        settings.put("kafka.session.timeout.ms", "60000");
        settings.putAll(setup.more());
        return CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(settings).read());
    }

    private void fill(Setup setup) throws Exception {
        for (int left = setup.line() + setup.running(); left > 0; left -= 10_000) {
            loop.request(Math.min(left, 10_000));
        }
        loop.slots(setup.line() == 0 ? SLOTS : setup.running());
        Await.until("executions that run", PATIENCE, () -> loop.commanded() >= setup.running());
    }

    @Override
    public String name() {
        return name;
    }

    /** Which installation it is. */
    public CoordinatorConfig config() {
        return config;
    }

    /** Where it answers questions. */
    public HostPort address() {
        return coordinator.address();
    }

    /** How many executions were requested. */
    public long requested() {
        return loop.requested();
    }

    /** The ids of some executions that are over, and not for long. */
    public List<String> finishedIds() {
        return IntStream.rangeClosed(1, CANDIDATES)
                .mapToObj(i -> Traffic.id(loop.requested() - IN_FLIGHT - (long) i * CANDIDATE_DISTANCE))
                .toList();
    }

    @Override
    public Sample run(Duration time) throws Exception {
        go(Double.POSITIVE_INFINITY);
        Thread.sleep(Math.min(MOST_RAMP.toMillis(), time.toMillis()));
        Sample before = now();
        Thread.sleep(time.toMillis());
        Sample sample = now().since(before);
        hold();
        return sample;
    }

    /** Lets executions live, at most so many a second, until it is held. */
    public void go(double perSecond) {
        loop.go(perSecond);
    }

    /** What was seen since it was made. */
    public Sample now() {
        return new Sample(loop.commanded(), System.nanoTime(), queueNanos());
    }

    /** Lets no more begin, and returns when all that had begun are over, or wait in the line that is always there. */
    public void hold() throws Exception {
        loop.hold();
        Await.until("an end of what is under way", PATIENCE, loop::atRest);
    }

    private long queueNanos() {
        String prefix = config.installation().name() + ".coordinator-";
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith(prefix))
                .filter(info -> info.getThreadName().contains("StreamThread"))
                .mapToLong(ThreadInfo::getThreadId)
                .map(THREADS::getThreadCpuTime)
                .sum();
    }

    @Override
    public void close() {
        loop.close();
        coordinator.close();
    }
}
