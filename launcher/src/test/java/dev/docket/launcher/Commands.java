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

/** Commands for tests. */
final class Commands {
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

    static ExecutionSpec spec(int timeoutSeconds, String script, String... command) {
        return new ExecutionSpec(
                script,
                "sh",
                null,
                "busybox:1.36",
                command.length == 0 ? List.of("sh", "{script}") : List.of(command),
                "main.sh",
                timeoutSeconds,
                "10m",
                "1",
                "16Mi",
                "64Mi");
    }

    /** A Pod that is not Docket's. */
    static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("busybox")
                .withCommand("sleep", "300")
                .endContainer()
                .endSpec()
                .build();
    }

    static DeletePodCommand delete(CreatePodCommand of, DeletePodReason reason) {
        return new DeletePodCommand(of.queue(), of.executionId(), of.incarnation(), of.attempt(), reason);
    }
}
