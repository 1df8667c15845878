package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Limits;
import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.ClusterStandIn;
import dev.docket.cluster.PodHistory;
import dev.docket.cluster.PodLife;
import dev.docket.config.Installation;
import dev.docket.config.SettingsReader;
import dev.docket.launcher.Launcher;
import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away and comes back while requests flow and executions run; everybody waits for it and goes on. */
class BrokerBouncedIT {

    private static final int BOUNCES = Integer.getInteger("docket.chaos.rounds", 2);
    private static final int BATCH = 120;

    @TempDir
    Path directory;

    @Test
    void nothingIsLostAndEverybodyComesBackByThemselves() throws Exception {
        Map<String, String> settings = Map.of("queue.max-per-user", "1000", "streams.standby-replicas", "0");
        Path pods = directory.resolve("cluster");
        RequestLoad load = new RequestLoad(42);
        try (CoordinatorRig rig = new CoordinatorRig(directory, settings).startOn("state");
                ClusterStandIn cluster = ClusterStandIn.start(ClusterConfig.in(pods));
                Launcher launcher = Launcher.start(launcher(rig, cluster))) {
            AuditFigures figures;
            try (Auditor auditor = new Auditor(rig.bootstrapServers(), new Limits(10, 1000), true)) {
                for (int bounce = 0; bounce < BOUNCES; bounce++) {
                    send(rig, load);
                    auditor.awaitRecords(BATCH);
                    await(() -> PodHistory.read(pods).stream()
                                    .filter(BrokerBouncedIT::runs)
                                    .count()
                            > 5);
                    rig.bounceBroker(() -> send(rig, load), () -> awaitEndOfAll(pods));
                }
                auditor.awaitEnd();
                figures = auditor.verdictWith(ClusterPods.seen(pods));
            }
            assertThat(rig.lost()).as("requests that never reached the broker").isZero();
            assertThat(figures.clean()).as(figures.toString()).isTrue();
            assertThat(figures.ended()).isEqualTo(figures.answers().accepted()).isGreaterThan(BATCH);
            assertThat(figures.load().pods()).isPositive();
            assertThat(rig.coordinator().isReady()).isTrue();
            assertThat(launcher.failure().toCompletableFuture()).isNotDone();
        }
    }

    private static LauncherConfig launcher(CoordinatorRig rig, ClusterStandIn cluster) {
        return LauncherConfig.from(new SettingsReader(LauncherSettings.SCHEMA)
                .flags(Map.of(
                        Installation.SERVERS.name(), rig.bootstrapServers(),
                        LauncherSettings.MASTER.name(), cluster.baseUrl().toString(),
                        LauncherSettings.NAMESPACE.name(), "default"))
                .read());
    }

    private static void send(CoordinatorRig rig, RequestLoad load) {
        for (int i = 0; i < BATCH; i++) {
            RequestLoad.Sent sent = load.next();
            rig.sendAsync(TOPICS.executionRequests(), sent.queue(), sent.event());
        }
    }

    /** Until nothing runs in the cluster any more: what ended meanwhile could be told to nobody. */
    private static void awaitEndOfAll(Path directory) {
        await(() -> PodHistory.read(directory).stream().noneMatch(BrokerBouncedIT::runs));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static boolean runs(PodLife life) {
        return life.ending() == null && life.removedAt() == null;
    }
}
