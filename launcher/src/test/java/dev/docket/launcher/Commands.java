package dev.docket.launcher;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Commands for tests. */
final class Commands {
    /** Has {@code sh}, {@code echo} and {@code sleep}. */
    static final String IMAGE = System.getProperty("cluster.image", "busybox:1.36");

    private Commands() {}

    static CreatePodCommand create(String id, String... command) {
        return create(id, Instant.now().plusSeconds(300), spec(60, "echo hello", command));
    }

    static CreatePodCommand create(String id, Instant notAfter, ExecutionSpec spec) {
        return new CreatePodCommand(
                "default",
                id,
                new Incarnation(1, 7),
                1,
                "ada",
                Priority.HIGH,
                notAfter,
                spec,
                new Metadata("event-1", "correlation-1", "tests", null));
    }

    static CreatePodCommand inQueue(String queue, CreatePodCommand command) {
        return new CreatePodCommand(
                queue,
                command.executionId(),
                command.incarnation(),
                command.attempt(),
                command.userId(),
                command.priority(),
                command.notAfter(),
                command.spec(),
                command.metadata());
    }

    static ExecutionSpec spec(int timeoutSeconds, String script, String... command) {
        return new ExecutionSpec(
                script,
                "sh",
                null,
                IMAGE,
                command.length == 0 ? List.of("sh", "{script}") : List.of(command),
                "main.sh",
                timeoutSeconds,
                "10m",
                "1",
                "16Mi",
                "64Mi");
    }

    /** A Pod that is not Docket's, as hard as those that are. */
    static Pod pod(String name) {
        PodBlueprint blueprint = new PodBlueprint(
                "docket", LauncherConfigTest.config(Map.of()).pods(), PodTemplates.all(PodTemplate.none()));
        return new PodBuilder(blueprint.of(create("other", "sleep", "300"), new CommandPosition(0, 0), null))
                .editMetadata()
                .withName(name)
                .withLabels(Map.of())
                .withFinalizers(List.of())
                .endMetadata()
                .build();
    }

    static DeletePodCommand delete(CreatePodCommand of, DeletePodReason reason) {
        return new DeletePodCommand(of.queue(), of.executionId(), of.incarnation(), of.attempt(), reason);
    }
}
