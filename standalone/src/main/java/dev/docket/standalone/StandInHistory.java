package dev.docket.standalone;

import dev.docket.audit.PodHistorySource;
import dev.docket.audit.PodSeen;
import dev.docket.cluster.PodHistory;
import dev.docket.cluster.PodLife;
import dev.docket.event.AttemptId;
import dev.docket.event.Incarnation;
import dev.docket.launcher.PodFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Pods that the stand-in made, as its own append-only history tells; those of others than Docket are left out. */
final class StandInHistory implements PodHistorySource {

    private final Path directory;

    StandInHistory(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<PodSeen> all() {
        try {
            return PodHistory.read(directory).stream()
                    .filter(life -> life.identity().annotations().containsKey(PodFields.EXECUTION_ID))
                    .map(StandInHistory::seen)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the history of the Pods cannot be read", e);
        }
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
