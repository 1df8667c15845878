package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodBlueprintTest {
    private static final CommandPosition POSITION = new CommandPosition(3, 42);
    private final PodBlueprint blueprint = new PodBlueprint(
            "docket", LauncherConfigTest.config(Map.of()).pods(), PodTemplates.all(PodTemplate.none()));

    @Test
    void buildsTheGoldenPod() throws Exception {
        CreatePodCommand command = Commands.create(
                "Nightly report", Instant.EPOCH, Commands.spec(60, "echo \"hällo\"\n", "sh", "{script}", "$(HOME)"));
        Pod pod = blueprint.of(command, POSITION, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        String yaml = new KubernetesSerialization().asYaml(pod);
        try (InputStream golden = PodBlueprintTest.class.getResourceAsStream("/golden-pod.yaml")) {
            assertThat(yaml).isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    void theScriptAndTheIdentityArriveAsTheyAre() {
        String script = "#!/bin/sh\r\n\techo '\"$(x)' \u0001 🙂 {script}\n";
        CreatePodCommand command = Commands.create("日本/../語", Instant.EPOCH, Commands.spec(1, script));
        Pod pod = blueprint.of(command, POSITION, null);
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry(PodFields.SCRIPT, script)
                .containsEntry(PodFields.EXECUTION_ID, "日本/../語")
                .doesNotContainKey(PodFields.TRACEPARENT);
        assertThat(PodIdentity.of(pod)).contains(new PodIdentity("docket", command.attemptId(), POSITION));
    }

    @Test
    void aQueueThatIsNoLabelValueIsAnAnnotationOnly() {
        CreatePodCommand plain = Commands.create("e");
        CreatePodCommand odd = new CreatePodCommand(
                "a queue, with spaces",
                plain.executionId(),
                plain.incarnation(),
                1,
                plain.userId(),
                plain.priority(),
                plain.notAfter(),
                plain.spec(),
                null);
        assertThat(blueprint.of(plain, POSITION, null).getMetadata().getLabels())
                .containsEntry(PodFields.LABEL_QUEUE, "default");
        assertThat(blueprint.of(odd, POSITION, null).getMetadata().getLabels())
                .doesNotContainKey(PodFields.LABEL_QUEUE);
        assertThat(blueprint.of(odd, POSITION, null).getMetadata().getAnnotations())
                .containsEntry(PodFields.QUEUE, "a queue, with spaces");
    }

    @ParameterizedTest
    @CsvSource({
        "plain,plain",
        "$HOME,$HOME",
        "$(HOME),$$(HOME)",
        "$$,$$$",
        "$$(HOME),$$$$(HOME)",
        "a$,a$",
        "$$$,$$$$$",
        "'{script} {script}','/scripts/main.sh /scripts/main.sh'",
        "$({script}),$$(/scripts/main.sh)"
    })
    void whatKubernetesWouldExpandIsEscapedAndNothingElse(String argument, String expected) {
        ExecutionSpec spec = Commands.spec(1, "", "sh", argument);
        Pod pod = blueprint.of(Commands.create("e", Instant.EPOCH, spec), POSITION, null);
        List<String> command = pod.getSpec().getContainers().get(0).getCommand();
        assertThat(command).containsExactly("sh", expected);
        assertThat(asKubernetesReads(expected)).isEqualTo(argument.replace("{script}", "/scripts/main.sh"));
    }

    /** What Kubernetes makes of an argument when no variable of that name is set. */
    private static String asKubernetesReads(String argument) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '$' && i + 1 < argument.length() && argument.charAt(i + 1) == '$') {
                i++;
            } else if (c == '$' && i + 1 < argument.length() && argument.charAt(i + 1) == '(') {
                throw new AssertionError("a variable in " + argument);
            }
            text.append(c);
        }
        return text.toString();
    }
}
