package dev.docket.bench.fleet;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Limits;
import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.InstanceProcess;
import dev.docket.broker.BrokerTuning;
import dev.docket.config.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Ends one of several coordinators under load, again and again. Requests come to every queue all the time, a launcher
 * obeys, and clients ask where their executions stand. What was ended is replaced by one with an empty disk, and the next
 * is ended when that one has its share and all standbys are warm.
 *
 * <p>Threading: one thread runs it.
 */
final class Failover implements AutoCloseable {

    /** Slots of a queue; with the run time they let through fewer than come, so that every line is full. */
    static final int MAX_ACTIVE = 2;

    private static final int MAX_PENDING = 150;
    private static final int MAX_PER_USER = 1000;
    private static final Duration RUN_TIME = Duration.ofMillis(800);
    private static final int SCRIPT_BYTES = 500;

    /** So many executions give a cold instance something to read. */
    static final int HISTORY = 4_800;

    private static final double HISTORY_PER_SECOND = 240;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration RECOVERY = Duration.ofMinutes(1);
    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration BUSY = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Spread spread;
    private final FleetClient client = new FleetClient();
    private final Random random = new Random(20_261_125);
    private final List<String> queues = QueueNames.onePerPartition(Fleet.PARTITIONS);
    private final List<HostPort> known = new CopyOnWriteArrayList<>();
    private final PlayedLauncher launcher;
    private final Requests requests;
    private final Paced load;
    private final DecisionWatch watch;
    private final PositionProbe probe;

    private Failover(Fleet fleet, double requestsPerSecond, int history) throws Exception {
        this.fleet = fleet;
        spread = new Spread(fleet);
        fleet.instances().forEach(instance -> known.add(instance.address()));
        launcher = new PlayedLauncher(fleet.installation(), Duration.ZERO);
        requests = new Requests(fleet.installation(), queues, SCRIPT_BYTES);
        Paced early = Paced.start("history", HISTORY_PER_SECOND, requests::send);
        Await.until("a history", START, () -> requests.sent() >= history);
        early.close();
        launcher.runTime(RUN_TIME);
        load = Paced.start("requests", requestsPerSecond, requests::send);
        watch = new DecisionWatch(fleet.installation());
        probe = new PositionProbe(queues, () -> known, watch::lastAccepted);
    }

    /**
     * What there is to do, and for how many.
     *
     * @param instances how many coordinators
     * @param requestsPerSecond to all queues together
     * @param history how many requests go through before the first is ended
     */
    record Load(int instances, double requestsPerSecond, int history) {}

    /** How the one is ended. */
    enum Signal {
        KILL,
        TERM
    }

    /**
     * Starts everything and returns when all standbys are warm and every line has its length.
     *
     * @param directory where everything is kept
     * @param load how many coordinators, and what they have to do
     * @param settings for each coordinator, over those of the rig
     */
    static Failover start(Path directory, BrokerTuning tuning, Load load, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "queue.max-active", Integer.toString(MAX_ACTIVE),
                "queue.max-pending", Integer.toString(MAX_PENDING),
                "queue.max-per-user", Integer.toString(MAX_PER_USER)));
        all.putAll(settings);
        Fleet fleet = Fleet.start(directory, tuning, all);
        try {
            for (int i = 0; i < load.instances(); i++) {
                fleet.add();
            }
            Spread spread = new Spread(fleet);
            Await.until("coordinators that are warm", START, spread::isSettled);
            Failover failover = new Failover(fleet, load.requestsPerSecond(), load.history());
            Await.until(
                    "decisions and answers",
                    START,
                    () -> failover.queues.stream()
                            .allMatch(queue -> failover.probe.currentAnswers().seenAfter(queue, 0)));
            Await.until("shares and standbys that are warm", START, spread::isSettled);
            return failover;
        } catch (Exception | Error e) {
            fleet.close();
            throw e;
        }
    }

    /** Ends one instance at random, of those that decide for something, and returns when another is in its place. */
    Takeover endAndReplace(Signal signal) throws Exception {
        return end(signal, true);
    }

    /** Ends one instance at random, of those that decide for something, and returns when the others go on. */
    Takeover end(Signal signal) throws Exception {
        return end(signal, false);
    }

    private Takeover end(Signal signal, boolean replaced) throws Exception {
        List<InstanceProcess> before = fleet.instances();
        InstanceProcess victim = anyThatDecides(before);
        Set<Integer> partitions = spread.activeOn(victim);
        List<String> orphans = Spread.queuesOf(partitions, queues);
        List<InstanceProcess> survivors =
                before.stream().filter(instance -> instance != victim).toList();
        double restoredBefore = restored(survivors);
        int busyPercent = Processors.busyPercent(BUSY);
        long lacking = spread.lacking(partitions);

        long from = Timeline.now();
        if (signal == Signal.KILL) {
            victim.kill();
        } else {
            victim.terminate();
        }
        int exitCode = victim.awaitEnd(RECOVERY.toMillis());
        long ended = Timeline.now();
        Await.until("the survivors to go on", RECOVERY, () -> goOn(orphans, ended));
        long recovered = Timeline.now();
        double restored = restored(survivors) - restoredBefore;

        fleet.remove(victim);
        if (replaced) {
            known.add(fleet.add().address());
            Await.until("shares and standbys that are warm", WARM_UP, spread::isSettled);
        }
        known.remove(victim.address());
        Await.until("all queues to go on", RECOVERY, () -> goOn(queues, recovered));
        long end = Timeline.now();
        return new Takeover(
                busyPercent,
                partitions.size(),
                lacking,
                exitCode,
                ended - from,
                longest(watch.decisions(), orphans, from, recovered),
                longest(probe.answers(), queues, from, end),
                longest(probe.currentAnswers(), queues, from, end),
                Math.round(restored),
                longest(watch.decisions(), queues, recovered, end));
    }

    private InstanceProcess anyThatDecides(List<InstanceProcess> of) throws InterruptedException {
        List<InstanceProcess> deciding = new ArrayList<>();
        for (InstanceProcess instance : of) {
            if (!spread.activeOn(instance).isEmpty()) {
                deciding.add(instance);
            }
        }
        return deciding.get(random.nextInt(deciding.size()));
    }

    private boolean goOn(List<String> of, long since) {
        return of.stream()
                .allMatch(queue -> watch.decisions().seenAfter(queue, since)
                        && probe.currentAnswers().seenAfter(queue, since));
    }

    private static long longest(Timeline timeline, List<String> of, long from, long to) {
        return of.stream()
                .mapToLong(queue -> timeline.longestSilence(queue, from, to))
                .max()
                .orElse(0);
    }

    private double restored(List<InstanceProcess> of) throws InterruptedException {
        double records = 0;
        for (InstanceProcess instance : of) {
            records += client.metric(instance.address(), "coordinator_restored_records_total");
        }
        return records;
    }

    /** Lets the lines run dry and recounts everything. */
    Ending finish() {
        load.close();
        long lost = requests.lost();
        long stale = probe.stale();
        long unknown = probe.unknown();
        probe.close();
        launcher.runTime(Duration.ofMillis(20));
        AuditFigures figures = FinalAudit.of(fleet.installation(), new Limits(MAX_ACTIVE, MAX_PER_USER));
        return new Ending(requests.sent(), lost, stale, unknown, figures);
    }

    /**
     * What there is to say at the end.
     *
     * @param sent requests
     * @param lost requests that Kafka did not take
     * @param stale answers that said that they may be behind
     * @param unknown answers that an accepted execution is not known
     * @param audit the recount
     */
    record Ending(long sent, long lost, long stale, long unknown, AuditFigures audit) {}

    @Override
    public void close() {
        for (AutoCloseable part :
                new ArrayList<AutoCloseable>(List.of(load, probe, watch, launcher, requests, fleet))) {
            closed(part, fault -> System.err.println("docket bench: " + fault));
        }
    }

    private static void closed(AutoCloseable part, Consumer<Exception> otherwise) {
        try {
            part.close();
        } catch (Exception e) {
            otherwise.accept(e);
        }
    }
}
