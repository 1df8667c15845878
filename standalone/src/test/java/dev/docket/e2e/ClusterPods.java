package dev.docket.e2e;

import dev.docket.audit.PodSeen;
import dev.docket.cluster.PodHistory;
import dev.docket.cluster.PodLife;
import dev.docket.event.AttemptId;
import dev.docket.event.Incarnation;
import dev.docket.launcher.PodFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Pods of a stand-in, as its own history tells of them. */
final class ClusterPods {

    private ClusterPods() {}

    /** All that there ever were. */
    static List<PodSeen> seen(Path directory) throws IOException {
        return PodHistory.read(directory).stream().map(ClusterPods::seen).toList();
    }

    /** The names of those that are there. */
    static List<String> left(Path directory) throws IOException {
        return PodHistory.read(directory).stream()
                .filter(life -> life.removedAt() == null)
                .map(PodLife::name)
                .toList();
    }

    private static PodSeen seen(PodLife life) {
        Map<String, String> annotations = life.identity().annotations();
        return new PodSeen(
                life.uid(),
                new AttemptId(
                        annotations.getOrDefault(PodFields.QUEUE, ""),
                        annotations.getOrDefault(PodFields.EXECUTION_ID, ""),
                        Incarnation.parse(annotations.getOrDefault(PodFields.INCARNATION, "")),
                        Integer.parseInt(annotations.getOrDefault(PodFields.ATTEMPT, ""))));
    }
}
