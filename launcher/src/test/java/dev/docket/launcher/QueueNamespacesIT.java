package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.cluster.ClusterConfig;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("stand-in") // two namespaces of fixed names
class QueueNamespacesIT {
    @TempDir
    Path directory;

    @Test
    void eachQueueHasItsPodsInItsOwnNamespaceAndOneLauncherFollowsThemAll() throws Exception {
        try (Installation docket = installation().start()) {
            CreatePodCommand here = Commands.create("here", "sleep", "1");
            CreatePodCommand there = Commands.inQueue("ml", Commands.create("there", "sleep", "1"));
            docket.append(here);
            docket.append(there);
            docket.awaitStarted(here);
            docket.awaitStarted(there);

            assertThat(names(docket.pods())).containsExactly(PodNames.of("docket", here.attemptId()));
            assertThat(names(podsOf(docket, "team-b"))).containsExactly(PodNames.of("docket", there.attemptId()));

            assertThat(docket.awaitOutcome(here)).isInstanceOf(ExecutionCompleted.class);
            assertThat(docket.awaitOutcome(there)).isInstanceOf(ExecutionCompleted.class);
            docket.awaitCommitted(2);
            docket.awaitPods(List::isEmpty);
            await().atMost(Installation.SOON)
                    .until(() -> podsOf(docket, "team-b").isEmpty());
        }
    }

    @Test
    void aSuccessorFindsThePodsOfAllNamespacesAndMakesNoSecondOnes() throws Exception {
        try (Installation docket = installation().start()) {
            CreatePodCommand there = Commands.inQueue("ml", Commands.create("there", "sleep", "300"));
            docket.append(there);
            docket.awaitStarted(there);
            String uid = podsOf(docket, "team-b").get(0).getMetadata().getUid();
            docket.kill();

            docket.start();
            docket.awaitCommitted(1);
            assertThat(podsOf(docket, "team-b"))
                    .singleElement()
                    .satisfies(pod -> assertThat(pod.getMetadata().getUid()).isEqualTo(uid));

            docket.append(Commands.delete(there, DeletePodReason.CANCELLED));
            assertThat(docket.awaitOutcome(there)).isInstanceOf(ExecutionCancelled.class);
            await().atMost(Installation.SOON)
                    .until(() -> podsOf(docket, "team-b").isEmpty());
        }
    }

    private Installation installation() throws Exception {
        return new Installation(ClusterConfig.in(directory).withNamespaces(Set.of("team-b")))
                .with("cluster.queue-namespaces", "ml=team-b");
    }

    private static List<Pod> podsOf(Installation docket, String namespace) {
        return docket.client().pods().inNamespace(namespace).list().getItems();
    }

    private static List<String> names(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getName()).toList();
    }
}
