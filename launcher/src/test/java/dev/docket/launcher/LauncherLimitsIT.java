package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.PodHistory;
import dev.docket.cluster.api.Faults;
import dev.docket.cluster.api.WatchFaults;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DelayReason;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.TimeoutReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is bounded, in number, in bytes and in time, and what becomes of what has to wait for that. */
class LauncherLimitsIT {
    @TempDir
    Path directory;

    @Test
    void createsThatAQuotaHoldsBackTakeNobodysTurn() throws Exception {
        ClusterConfig one = ClusterConfig.in(directory).withQuota(Map.of("limits.cpu", "1"));
        try (Installation docket =
                new Installation(one).with("launcher.max-in-flight", "5").start()) {
            List<CreatePodCommand> held = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                held.add(cpu("held-" + i, "2", "true"));
            }
            held.forEach(docket::append);
            CreatePodCommand small = cpu("small", "1", "true");
            docket.append(small);
            assertThat(docket.awaitOutcome(small)).isInstanceOf(ExecutionCompleted.class);

            held.forEach(command -> docket.append(Commands.delete(command, DeletePodReason.CANCELLED)));
            held.forEach(command -> assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCancelled.class));
            docket.awaitCommitted(61);
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void whatAQuotaHoldsBackIsToldOnceInTheApiServersWords() throws Exception {
        ClusterConfig none = ClusterConfig.in(directory).withQuota(Map.of("pods", "0"));
        try (Installation docket = new Installation(none).start()) {
            CreatePodCommand held =
                    Commands.create("held", Instant.now().plusSeconds(3), Commands.spec(10, "echo never"));
            docket.append(held);

            docket.awaitOutcome(held);
            assertThat(docket.reports())
                    .filteredOn(ExecutionDelayed.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(ExecutionDelayed.class, delayed -> {
                        assertThat(delayed.reason()).isEqualTo(DelayReason.QUOTA);
                        assertThat(delayed.message()).contains("exceeded quota");
                    });
        }
    }

    @Test
    void moreThanHasRoomIsNotReadAndIsCarriedOutAllTheSame() throws Exception {
        ClusterConfig none = ClusterConfig.in(directory).withQuota(Map.of("limits.cpu", "1"));
        try (Installation docket =
                new Installation(none).with("launcher.max-held-mb", "1").start()) {
            String large = "#".repeat(190_000);
            List<CreatePodCommand> held = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                held.add(Commands.create("held-" + i, Instant.now().plusSeconds(4), cpuSpec("2", large, "true")));
            }
            held.forEach(docket::append);
            CreatePodCommand behind = cpu("behind", "1", "true");
            docket.append(behind);

            await().atMost(Installation.SOON).until(docket::isPaused);
            assertThat(docket.outcomes(behind)).isEmpty();
            held.forEach(command -> assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionFailed.class));
            assertThat(docket.awaitOutcome(behind)).isInstanceOf(ExecutionCompleted.class);
        }
    }

    @Tag("stand-in")
    @Test
    void aCreateThatTakesEffectAfterNobodyWaitsForItMakesNoSecondPod() throws Exception {
        try (Installation docket = Installation.in(directory)
                .with("launcher.request-timeout", "1s")
                .with("launcher.fence", "8s")) {
            AtomicInteger creates = new AtomicInteger();
            docket.cluster()
                    .faults((method, uri) -> method.equals("POST") && creates.incrementAndGet() == 1
                            ? new Faults.DelayEffect(Duration.ofSeconds(5))
                            : new Faults.Pass());
            docket.start();
            CreatePodCommand command = Commands.create("once");
            docket.append(command);
            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitCommitted(1);

            // A create that comes after the late one and is as late: when it is answered, so is that.
            docket.cluster().faults((method, uri) -> new Faults.DelayEffect(Duration.ofSeconds(5)));
            Pod marker = docket.client()
                    .pods()
                    .inNamespace("default")
                    .resource(Commands.pod("marker"))
                    .create();
            docket.cluster().faults(Faults.NONE);
            docket.client().pods().inNamespace("default").resource(marker).delete();
            docket.awaitPods(List::isEmpty);
            assertThat(creates).hasValueGreaterThan(1);
            assertThat(docket.outcomes(command)).hasSize(1);
        }
        assertThat(PodHistory.read(directory)).hasSize(2);
    }

    @Test
    void aPodKeepsItsNameWhileTheLauncherBeforeMayStillCreateOne() throws Exception {
        try (Installation docket =
                Installation.in(directory).with("launcher.fence", "1h").start()) {
            CreatePodCommand command = Commands.create("kept");
            docket.append(command);
            docket.awaitOutcome(command);
            docket.awaitCommitted(1);
            // A second life of the launcher, which waits for nobody, lets go of it.
            assertThat(docket.pods().get(0).getMetadata().getFinalizers()).contains(PodFields.FINALIZER);
            docket.stop();
            docket.with("launcher.fence", "0s").start();
            docket.awaitPods(List::isEmpty);
        }
    }

    @Tag("stand-in")
    @Test
    void aWatchThatGoesSilentIsReplacedByTheNextList() throws Exception {
        try (Installation docket = Installation.in(directory)
                .with("launcher.relist-interval", "1s")
                .start()) {
            docket.cluster().watchFaults(WatchFaults.SILENCE);
            CreatePodCommand command = Commands.create("unheard");
            docket.append(command);

            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void noMoreEndedPodsAreKeptThanThereIsRoomFor() throws Exception {
        try (Installation docket = Installation.in(directory)
                .with("pod.retention", "1h")
                .with("pod.max-kept", "2")
                .start()) {
            List<CreatePodCommand> commands = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                commands.add(Commands.create("kept-" + i));
                docket.append(commands.get(i));
                docket.awaitOutcome(commands.get(i));
            }
            docket.awaitPods(pods -> pods.size() == 2
                    && pods.stream()
                            .allMatch(pod -> pod.getMetadata().getFinalizers().isEmpty()));
        }
    }

    @Test
    void aLeaseThatRanOutIsAnsweredWithWhatBecameOfTheAttempt() throws Exception {
        try (Installation docket =
                Installation.in(directory).with("pod.retention", "1h").start()) {
            CreatePodCommand ended = Commands.create("ended");
            CreatePodCommand runs = Commands.create("runs", "sleep", "300");
            CreatePodCommand never = Commands.create("never");
            docket.append(ended);
            docket.append(runs);
            docket.awaitOutcome(ended);
            docket.awaitStarted(runs);
            docket.awaitCommitted(2);
            for (CreatePodCommand each : List.of(ended, runs, never)) {
                docket.append(Commands.delete(each, DeletePodReason.LEASE_EXPIRED));
            }

            assertThat(docket.awaitOutcome(runs))
                    .isInstanceOfSatisfying(
                            ExecutionTimedOut.class,
                            late -> assertThat(late.reason()).isEqualTo(TimeoutReason.LEASE_EXPIRED));
            assertThat(docket.awaitOutcome(never)).isInstanceOf(ExecutionTimedOut.class);
            await().atMost(Installation.SOON).until(() -> docket.outcomes(ended).size() == 2);
            assertThat(docket.outcomes(ended)).allMatch(ExecutionCompleted.class::isInstance);
        }
    }

    private static CreatePodCommand cpu(String id, String cpu, String... command) {
        return Commands.create(id, Instant.now().plusSeconds(300), cpuSpec(cpu, "x", command));
    }

    private static ExecutionSpec cpuSpec(String cpu, String script, String... command) {
        return new ExecutionSpec(
                script, null, null, Commands.IMAGE, List.of(command), "main.sh", 60, "10m", cpu, "16Mi", "16Mi");
    }
}
