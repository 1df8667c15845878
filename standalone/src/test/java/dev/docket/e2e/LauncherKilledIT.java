package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Limits;
import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.ClusterStandIn;
import dev.docket.config.Installation;
import dev.docket.event.CancelRequested;
import dev.docket.event.ExecutionRequested;
import dev.docket.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two launchers share the work and are killed at random moments under load, now one, now both, each followed by another;
 * one create is held back by a quota all the while, so that no offset behind it is ever safe. {@code
 * -Ddocket.chaos.kills} and {@code -Ddocket.chaos.seed} make it longer or repeat it.
 */
class LauncherKilledIT {

    private static final Logger LOG = LoggerFactory.getLogger(LauncherKilledIT.class);

    private static final int KILLS = Integer.getInteger("docket.chaos.kills", 3);
    private static final long SEED = Long.getLong("docket.chaos.seed", 20_261_127L);
    private static final int BATCH = 40;
    private static final int MAX_ACTIVE = 10;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final RequestLoad load = new RequestLoad(SEED);
    private final List<LauncherProcess> launchers = new ArrayList<>();
    private Map<String, String> settings = Map.of();

    @AfterEach
    void leaveNoneBehind() {
        launchers.forEach(LauncherProcess::close);
    }

    @Test
    void eachAttemptHasOnePodAndOneOutcomeAndNothingIsLeft() throws Exception {
        Path pods = directory.resolve("cluster");
        ClusterConfig quota = ClusterConfig.in(pods).withQuota(Map.of("limits.cpu", "100"));
        Map<String, String> rules = Map.of("queue.max-per-user", "1000", "streams.standby-replicas", "0");
        try (CoordinatorRig rig = new CoordinatorRig(directory, rules).startOn("state");
                ClusterStandIn cluster = ClusterStandIn.start(quota);
                Auditor auditor = new Auditor(rig.bootstrapServers(), new Limits(MAX_ACTIVE, 1000), true)) {
            settings = settings(rig, cluster);
            launch();
            launch();
            rig.send(TOPICS.executionRequests(), "held", tooLarge());
            int killed = 0;
            while (killed < KILLS) {
                send(rig);
                auditor.awaitRecords(random.nextInt(3 * BATCH));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000)); // a moment that nothing in the topics tells of
                killed += killOneOrBoth(KILLS - killed);
            }
            auditor.awaitAllEndedBut(1);
            assertThat(launchers).allMatch(LauncherProcess::isAlive);

            rig.send(TOPICS.executionRequests(), "held", new CancelRequested("held", "held", null, null));
            auditor.awaitEnd();
            awaitNoPods(pods);
            AuditFigures figures = auditor.verdictWith(ClusterPods.seen(pods));

            LOG.atWarn()
                    .addKeyValue("kills", killed)
                    .addKeyValue("seed", SEED)
                    .addKeyValue("figures", figures)
                    .log("launchers killed under load");
            assertThat(figures.clean()).as("seed %d: %s", SEED, figures).isTrue();
            assertThat(figures.ended()).isEqualTo(figures.answers().accepted());
            assertThat(figures.now().active()).isZero();
            assertThat(figures.load().pods()).isGreaterThan(BATCH);
        }
    }

    private void launch() throws IOException {
        launchers.add(LauncherProcess.start(directory.resolve("launchers.log"), settings));
    }

    private int killOneOrBoth(int most) throws IOException {
        int kills = most > 1 && random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < kills; i++) {
            launchers.remove(random.nextInt(launchers.size())).kill();
        }
        for (int i = 0; i < kills; i++) {
            launch();
        }
        return kills;
    }

    private static Map<String, String> settings(CoordinatorRig rig, ClusterStandIn cluster) {
        Map<String, String> all = new HashMap<>();
        all.put(Installation.SERVERS.name(), rig.bootstrapServers());
        all.put(LauncherSettings.MASTER.name(), cluster.baseUrl().toString());
        all.put(LauncherSettings.NAMESPACE.name(), "default");
        all.put(LauncherSettings.RETENTION.name(), "0s");
        all.put(LauncherSettings.REQUEST_TIMEOUT.name(), "3s");
        all.put(LauncherSettings.FENCE.name(), "4s");
        all.put("kafka.consumer.session.timeout.ms", "6000");
        all.put("kafka.consumer.heartbeat.interval.ms", "500");
        return all;
    }

    private void send(CoordinatorRig rig) {
        for (int i = 0; i < BATCH; i++) {
            RequestLoad.Sent sent = load.next();
            rig.sendAsync(TOPICS.executionRequests(), sent.queue(), sent.event());
        }
    }

    /** Asks for more than the quota of the whole namespace. */
    private static ExecutionRequested tooLarge() {
        return new ExecutionRequested(
                "held",
                "ann",
                "held",
                null,
                "x",
                "shell",
                null,
                "busybox:1",
                List.of("true"),
                "main.sh",
                60,
                "1",
                "200",
                null,
                null,
                null);
    }

    private static void awaitNoPods(Path pods) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(ClusterPods.left(pods)).isEmpty());
    }
}
