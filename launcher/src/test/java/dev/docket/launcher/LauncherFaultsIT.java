package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.PodHistory;
import dev.docket.cluster.PodLife;
import dev.docket.cluster.api.Faults;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.FailureReason;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherFaultsIT {
    @TempDir
    Path directory;

    @Test
    void aUsedUpQuotaIsWaitedOutWithoutHoldingUpOthers() throws Exception {
        ClusterConfig two = ClusterConfig.in(directory).withQuota(Map.of("limits.cpu", "2"));
        try (Installation docket = new Installation(two).start()) {
            CreatePodCommand holder = cpu("holder", "2", "sleep", "2");
            CreatePodCommand held = cpu("held", "1", "true");
            docket.append(holder);
            docket.awaitStarted(holder);
            docket.append(held);

            assertThat(docket.awaitOutcome(held)).isInstanceOf(ExecutionCompleted.class);
            assertThat(docket.awaitOutcome(holder)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void aPodKeepsItsNameUntilTheOffsetOfItsCommandIsSafe() throws Exception {
        ClusterConfig two = ClusterConfig.in(directory).withQuota(Map.of("limits.cpu", "2"));
        try (Installation docket = new Installation(two).start()) {
            CreatePodCommand held = cpu("held", "5", "true");
            CreatePodCommand quick = cpu("quick", "1", "true");
            docket.append(held);
            docket.append(quick);

            assertThat(docket.awaitOutcome(quick)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitPods(pods -> pods.size() == 1
                    && pods.get(0).getMetadata().getFinalizers().contains(PodFields.FINALIZER));
            assertThat(docket.committedNow()).isZero();

            // Killed and started again: the command comes a second time, and meets the name taken.
            docket.kill();
            docket.start();
            await().atMost(Installation.SOON).until(() -> docket.outcomes(quick).size() == 2);
            docket.append(Commands.delete(held, DeletePodReason.CANCELLED));
            assertThat(docket.awaitOutcome(held)).isInstanceOf(ExecutionCancelled.class);
            docket.awaitPods(List::isEmpty);
            docket.awaitCommitted(3);
        }
        if (!TestCluster.isReal()) {
            assertThat(PodHistory.read(directory)).extracting(PodLife::name).doesNotHaveDuplicates();
        }
    }

    @Test
    void aDeletePreemptsACreateThatIsStillBeingTried() throws Exception {
        ClusterConfig none = ClusterConfig.in(directory).withQuota(Map.of("pods", "0"));
        try (Installation docket = new Installation(none).start()) {
            CreatePodCommand held = Commands.create("held");
            docket.append(held);
            docket.append(Commands.delete(held, DeletePodReason.CANCELLED));

            assertThat(docket.awaitOutcome(held)).isInstanceOf(ExecutionCancelled.class);
            docket.awaitCommitted(2);
            assertThat(docket.outcomes(held)).hasSize(1);
        }
    }

    @Test
    void whatCannotBeMadeInTimeIsAnsweredWhenTheTimeIsUp() throws Exception {
        ClusterConfig none = ClusterConfig.in(directory).withQuota(Map.of("pods", "0"));
        try (Installation docket = new Installation(none).start()) {
            CreatePodCommand held =
                    Commands.create("held", Instant.now().plusSeconds(2), Commands.spec(10, "echo never"));
            docket.append(held);

            assertThat(docket.awaitOutcome(held)).isInstanceOfSatisfying(ExecutionFailed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.LAUNCH_FAILED);
                assertThat(failed.retryable()).isTrue();
                assertThat(failed.message()).contains("quota");
            });
            docket.awaitCommitted(1);
        }
    }

    @Test
    void aRefusalForGoodIsToldInTheApiServersOwnWords() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            ExecutionSpec plain = Commands.spec(10, "x");
            CreatePodCommand wrong = Commands.create(
                    "wrong",
                    Instant.now().plusSeconds(60),
                    new ExecutionSpec(
                            "x",
                            null,
                            null,
                            Commands.IMAGE,
                            plain.runtimeCommand(),
                            "main.sh",
                            10,
                            "2",
                            "1",
                            "1Mi",
                            "1Mi"));
            docket.append(wrong);

            assertThat(docket.awaitOutcome(wrong)).isInstanceOfSatisfying(ExecutionFailed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.POD_REFUSED);
                assertThat(failed.retryable()).isFalse();
                assertThat(failed.message()).contains("cpu");
            });
        }
    }

    @Test
    void aCommandOfWhichNoPodCanBeMadeFailsAloneAndTheNextIsCarriedOut() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            ExecutionSpec plain = Commands.spec(10, "x");
            CreatePodCommand odd = Commands.create(
                    "odd",
                    Instant.now().plusSeconds(60),
                    new ExecutionSpec(
                            "x",
                            null,
                            null,
                            Commands.IMAGE,
                            plain.runtimeCommand(),
                            "main.sh",
                            10,
                            "",
                            "1",
                            "1Mi",
                            "1Mi"));
            CreatePodCommand next = Commands.create("next");
            docket.append(odd);
            docket.append(next);

            assertThat(docket.awaitOutcome(odd)).isInstanceOfSatisfying(ExecutionFailed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.POD_REFUSED);
                assertThat(failed.retryable()).isFalse();
            });
            docket.awaitOutcome(next);
            docket.awaitCommitted(2);
        }
    }

    @Test
    void aPodOfThatNameWhichIsNotOursIsLeftAlone() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("taken");
            String name = PodNames.of("docket", command.attemptId());
            Pod other = Commands.pod(name);
            docket.client()
                    .pods()
                    .inNamespace(docket.namespace())
                    .resource(other)
                    .create();
            docket.append(command);

            assertThat(docket.awaitOutcome(command))
                    .isInstanceOfSatisfying(
                            ExecutionFailed.class,
                            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.POD_REFUSED));
            docket.append(Commands.delete(command, DeletePodReason.NOT_ACTIVE));
            docket.awaitCommitted(2);
            assertThat(docket.pods()).singleElement().satisfies(pod -> {
                assertThat(pod.getMetadata().getDeletionTimestamp()).isNull();
                assertThat(PodIdentity.annotation(pod, PodFields.DELETED_BY_DOCKET))
                        .isNull();
            });
        }
    }

    @Tag("stand-in")
    @Test
    void aPodWhoseNameIsTakenIsLookedUpAndNotAskedForAgain() throws Exception {
        try (Installation docket = Installation.in(directory)) {
            AtomicInteger creates = new AtomicInteger();
            AtomicInteger lookUps = new AtomicInteger();
            docket.cluster().faults((method, uri) -> {
                if (method.equals("POST")) {
                    return creates.incrementAndGet() == 1 ? new Faults.CutAfter() : new Faults.Pass();
                }
                boolean onePod = method.equals("GET") && uri.matches("[^?]*/pods/[^/?]+");
                return onePod && lookUps.incrementAndGet() <= 4
                        ? new Faults.Refuse(500, "InternalError", "planted")
                        : new Faults.Pass();
            });
            docket.start();
            CreatePodCommand command = Commands.create("taken");
            docket.append(command);
            docket.awaitCommitted(1);
            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCompleted.class);
            assertThat(creates).hasValue(2);
            assertThat(lookUps).hasValue(5);
        }
    }

    @Test
    void aPodThatSomebodyElseDeletesHasFailedOfThat() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("robbed", "sleep", "300");
            docket.append(command);
            docket.awaitStarted(command);
            docket.client()
                    .pods()
                    .inNamespace(docket.namespace())
                    .resource(docket.pods().get(0))
                    .delete();

            assertThat(docket.awaitOutcome(command)).isInstanceOfSatisfying(ExecutionFailed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.POD_DELETED);
                assertThat(failed.retryable()).isTrue();
            });
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void aPodThatIsRobbedOfItsFinalizerStillHasItsOutcome() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("robbed", "sleep", "3");
            docket.append(command);
            docket.awaitStarted(command);
            new Fabric8PodApi(docket.client(), docket.namespace(), "docket")
                    .patch(docket.pods().get(0).getMetadata().getName(), PodPatch.release(0));

            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitPods(List::isEmpty);
        }
    }

    @Test
    void anEndedPodIsKeptForItsRetentionAndGoesAfterARestart() throws Exception {
        try (Installation docket =
                Installation.in(directory).with("pod.retention", "1h").start()) {
            CreatePodCommand command = Commands.create("kept");
            docket.append(command);
            docket.awaitOutcome(command);
            docket.awaitPods(pods -> pods.size() == 1
                    && pods.get(0).getMetadata().getFinalizers().isEmpty());
            docket.stop();

            docket.with("pod.retention", "0s").start();
            docket.awaitPods(List::isEmpty);
            assertThat(docket.outcomes(command)).hasSize(1);
        }
    }

    @Tag("stand-in")
    @Test
    void theApiServerIsLeftAloneWhenItAsksForThat() throws Exception {
        try (Installation docket = Installation.in(directory)) {
            AtomicInteger creates = new AtomicInteger();
            docket.cluster()
                    .faults((method, uri) -> method.equals("POST") && creates.incrementAndGet() == 1
                            ? new Faults.Refuse(429, "TooManyRequests", "slow down", Map.of("Retry-After", "3"))
                            : new Faults.Pass());
            docket.start();
            CreatePodCommand first = Commands.create("first");
            docket.append(first);
            await().atMost(Installation.SOON).until(() -> creates.get() == 1);
            Instant asked = Instant.now();
            CreatePodCommand second = Commands.create("second");
            docket.append(second);
            await().atMost(Installation.SOON).until(() -> creates.get() >= 2);
            assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofMillis(2_000));
            assertThat(docket.awaitOutcome(first)).isInstanceOf(ExecutionCompleted.class);
            assertThat(docket.awaitOutcome(second)).isInstanceOf(ExecutionCompleted.class);
        }
    }

    @Tag("stand-in")
    @Test
    void aLifeCostsFourCalls() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            Map<String, Integer> calls = new ConcurrentHashMap<>();
            docket.cluster().faults((method, uri) -> {
                String path = uri.replaceAll("\\?.*", "");
                calls.merge(method + (path.endsWith("/log") ? " log" : ""), 1, Integer::sum);
                return new Faults.Pass();
            });
            List<CreatePodCommand> commands = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                commands.add(Commands.create("life-" + i, "sleep", "0"));
            }
            commands.forEach(docket::append);
            commands.forEach(docket::awaitOutcome);
            docket.cluster().faults(Faults.NONE);
            assertThat(calls).containsEntry("POST", 50).containsEntry("GET log", 50);
            assertThat(calls.getOrDefault("PATCH", 0)).isLessThanOrEqualTo(50);
            assertThat(calls.getOrDefault("DELETE", 0)).isLessThanOrEqualTo(50);
        }
    }

    @Tag("stand-in")
    @Test
    void everyExecutionHasOneOutcomeAndOnePodWhateverGoesWrong() throws Exception {
        int executions = 300;
        Random random = new Random(7);
        List<CreatePodCommand> commands = new ArrayList<>();
        try (Installation docket = Installation.in(directory).with("launcher.relist-interval", "500ms")) {
            docket.cluster().faults((method, uri) -> {
                synchronized (random) {
                    return switch (random.nextInt(12)) {
                        case 0 -> new Faults.Refuse(500, "InternalError", "planted");
                        case 1 -> new Faults.CutBefore();
                        case 2 -> new Faults.CutAfter();
                        case 3 -> new Faults.Delay(Duration.ofMillis(random.nextInt(200)));
                        case 4 -> new Faults.Refuse(409, "Conflict", "planted: the quota was changed");
                        default -> new Faults.Pass();
                    };
                }
            });
            docket.start();
            for (int i = 0; i < executions; i++) {
                CreatePodCommand command = Commands.create("storm-" + i, "sleep", "0." + i % 5);
                commands.add(command);
                docket.append(command);
                if (i % 100 == 50) {
                    docket.cluster().cutWatches();
                }
                if (i % 100 == 75) {
                    docket.cluster().forgetHistory();
                }
            }
            commands.forEach(docket::awaitOutcome);
            docket.awaitCommitted(executions);
            docket.awaitPods(List::isEmpty);
            for (CreatePodCommand command : commands) {
                assertThat(docket.outcomes(command)).hasSize(1).first().isInstanceOf(ExecutionCompleted.class);
            }
            assertThat(docket.launcher().failure().toCompletableFuture()).isNotDone();
        }
        Map<String, Long> pods = PodHistory.read(directory).stream()
                .collect(Collectors.groupingBy(PodLife::name, Collectors.counting()));
        assertThat(pods).hasSize(executions).values().allMatch(n -> n == 1);
    }

    @Test
    void aPartitionThatIsLostTakesItsPodsAlongAndBringsThemBack() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            CreatePodCommand command = Commands.create("moves", "sleep", "2");
            docket.append(command);
            docket.awaitStarted(command);
            docket.awaitCommitted(1);
            docket.rebalance(false);
            docket.awaitPods(pods -> pods.get(0).getStatus().getPhase().equals("Succeeded"));
            assertThat(docket.outcomes(command)).isEmpty();
            assertThat(docket.pods().get(0).getMetadata().getFinalizers()).contains(PodFields.FINALIZER);

            docket.rebalance(true);
            assertThat(docket.awaitOutcome(command)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitPods(List::isEmpty);
            assertThat(docket.outcomes(command)).hasSize(1);
        }
    }

    @Test
    void nothingStaysRunningWhenALaterStartStepFails() throws Exception {
        try (Installation docket = Installation.in(directory)) {
            MockProducer<String, byte[]> producer = new MockProducer<>();
            KafkaClients broken = new KafkaClients(
                    () -> {
                        throw new IllegalStateException("no consumer");
                    },
                    () -> producer);
            assertThatThrownBy(() -> Launcher.start(docket.config(), docket.access(), broken))
                    .hasMessage("no consumer");
            assertThat(producer.closed()).isTrue();
            await().atMost(Installation.SOON)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(t -> t.getName().startsWith("docket-launcher")));
        }
    }

    @Test
    void aThreadThatFailsIsSeen() throws Exception {
        try (Installation docket = Installation.in(directory).start()) {
            docket.breakConsumer(new IllegalStateException("planted"));
            await().atMost(Installation.SOON)
                    .until(() ->
                            docket.launcher().failure().toCompletableFuture().isDone());
            assertThat(docket.launcher().failure().toCompletableFuture().join()).hasMessage("planted");
            // It has left everything behind: whoever is left in the group takes over.
            await().atMost(Installation.SOON)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(t -> t.getName().startsWith("docket-launcher")));
        }
    }

    private static CreatePodCommand cpu(String id, String cpu, String... command) {
        ExecutionSpec spec = new ExecutionSpec(
                "x", null, null, Commands.IMAGE, List.of(command), "main.sh", 60, "10m", cpu, "16Mi", "16Mi");
        return Commands.create(id, Instant.now().plusSeconds(300), spec);
    }
}
