package dev.docket.launcher;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Metadata;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Pod of a command: hardened as the {@code restricted} Pod Security Standard demands, the script mounted from the
 * Pod's own annotation, so that one call makes all there is.
 *
 * <p>The command is passed as it is, never through a shell: {@code {script}} becomes the path of the script's file, and
 * {@code $(…)}, which Kubernetes would expand, is escaped.
 *
 * <p>Threading: safe; the same command always gives an equal Pod.
 */
final class PodBlueprint {
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final int READABLE_AND_EXECUTABLE = 0555;
    static final String SCRIPT_VOLUME = "script";
    static final String SCRATCH_VOLUME = "tmp";
    static final String SCRATCH = "/tmp";

    private final String installation;
    private final LauncherConfig.Pods settings;
    private final PodTemplates templates;

    PodBlueprint(String installation, LauncherConfig.Pods settings, PodTemplates templates) {
        this.installation = installation;
        this.settings = settings;
        this.templates = templates;
    }

    String installation() {
        return installation;
    }

    /**
     * @param command what to run
     * @param position where the command stands
     * @param traceparent the trace context of the command's record, if any
     */
    Pod of(CreatePodCommand command, CommandPosition position, @Nullable String traceparent) {
        PodTemplate template = templates.of(command.queue());
        return new PodBuilder()
                .withNewMetadata()
                .withName(PodNames.of(installation, command.attemptId()))
                .withLabels(labels(template.pod(), command, position))
                .withAnnotations(annotations(template.pod(), command, position, traceparent))
                .withFinalizers(PodFields.FINALIZER)
                .endMetadata()
                .withSpec(spec(template, command.spec()))
                .build();
    }

    private Map<String, String> labels(Pod template, CreatePodCommand command, CommandPosition position) {
        Map<String, String> labels = new LinkedHashMap<>(template.getMetadata().getLabels());
        labels.put(PodFields.LABEL_MANAGED_BY, PodFields.MANAGED_BY);
        labels.put(PodFields.LABEL_INSTALLATION, installation);
        labels.put(PodFields.LABEL_COMMAND_PARTITION, Integer.toString(position.partition()));
        if (LABEL_VALUE.matcher(command.queue()).matches()) {
            labels.put(PodFields.LABEL_QUEUE, command.queue());
        }
        return labels;
    }

    private static Map<String, String> annotations(
            Pod template, CreatePodCommand command, CommandPosition position, @Nullable String traceparent) {
        Map<String, String> annotations =
                new LinkedHashMap<>(template.getMetadata().getAnnotations());
        annotations.put(PodFields.QUEUE, command.queue());
        annotations.put(PodFields.EXECUTION_ID, command.executionId());
        annotations.put(PodFields.INCARNATION, command.incarnation().toString());
        annotations.put(PodFields.ATTEMPT, Integer.toString(command.attempt()));
        annotations.put(PodFields.USER_ID, command.userId());
        annotations.put(PodFields.PRIORITY, command.priority().name());
        annotations.put(PodFields.COMMAND_PARTITION, Integer.toString(position.partition()));
        annotations.put(PodFields.COMMAND_OFFSET, Long.toString(position.offset()));
        annotations.put(
                PodFields.TIMEOUT_SECONDS, Integer.toString(command.spec().timeoutSeconds()));
        annotations.put(PodFields.NOT_AFTER, command.notAfter().toString());
        Metadata metadata = command.metadata();
        if (metadata != null && metadata.correlationId() != null) {
            annotations.put(PodFields.CORRELATION_ID, metadata.correlationId());
        }
        if (traceparent != null) {
            annotations.put(PodFields.TRACEPARENT, traceparent);
        }
        annotations.put(PodFields.SCRIPT, command.spec().script());
        return annotations;
    }

    private PodSpec spec(PodTemplate template, ExecutionSpec spec) {
        PodSpec added = template.pod().getSpec();
        long deadline = spec.timeoutSeconds() + wholeSeconds(settings.life().startGrace());
        return new PodSpecBuilder(added)
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(deadline)
                .withTerminationGracePeriodSeconds(wholeSeconds(settings.life().terminationGrace()))
                .withAutomountServiceAccountToken(Boolean.TRUE.equals(added.getAutomountServiceAccountToken()))
                .withEnableServiceLinks(Boolean.TRUE.equals(added.getEnableServiceLinks()))
                .withSecurityContext(over(podSecurity(), added.getSecurityContext(), PodSecurityContext.class))
                .withContainers(container(template.container(), spec))
                .addNewVolume()
                .withName(SCRIPT_VOLUME)
                .withNewDownwardAPI()
                .addNewItem()
                .withPath(spec.runtimeFilename())
                .withNewFieldRef()
                .withFieldPath("metadata.annotations['" + PodFields.SCRIPT + "']")
                .endFieldRef()
                .withMode(READABLE_AND_EXECUTABLE)
                .endItem()
                .endDownwardAPI()
                .endVolume()
                .addNewVolume()
                .withName(SCRATCH_VOLUME)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(settings.tmpSize()))
                .endEmptyDir()
                .endVolume()
                .build();
    }

    private PodSecurityContext podSecurity() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(settings.runAsUser())
                .withRunAsGroup(settings.runAsUser())
                .withFsGroup(settings.runAsUser())
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** Field by field; a template has such a part only where Pods may be weaker. */
    private static <T> T over(T base, @Nullable T template, Class<T> type) {
        if (template == null) {
            return base;
        }
        KubernetesSerialization json = new KubernetesSerialization();
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (Object part : new Object[] {base, template}) {
            Map<?, ?> given = json.convertValue(part, Map.class);
            fields.putAll(given);
        }
        return json.convertValue(fields, type);
    }

    /** Rounded up: half a second of grace is not none. */
    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    private static Container container(Container added, ExecutionSpec spec) {
        return new ContainerBuilder(added)
                .withName(PodFields.CONTAINER)
                .withImage(spec.runtimeImage())
                .withCommand(command(spec))
                .withWorkingDir(SCRATCH)
                .addNewEnv()
                .withName("HOME")
                .withValue(SCRATCH)
                .endEnv()
                .addNewEnv()
                .withName("TMPDIR")
                .withValue(SCRATCH)
                .endEnv()
                .editOrNewResources()
                .addToRequests("cpu", new Quantity(spec.cpuRequest()))
                .addToRequests("memory", new Quantity(spec.memoryRequest()))
                .addToLimits("cpu", new Quantity(spec.cpuLimit()))
                .addToLimits("memory", new Quantity(spec.memoryLimit()))
                .endResources()
                .withSecurityContext(over(containerSecurity(), added.getSecurityContext(), SecurityContext.class))
                .addNewVolumeMount()
                .withName(SCRIPT_VOLUME)
                .withMountPath(PodFields.SCRIPT_DIRECTORY)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(SCRATCH_VOLUME)
                .withMountPath(SCRATCH)
                .endVolumeMount()
                .build();
    }

    private static List<String> command(ExecutionSpec spec) {
        String script = PodFields.SCRIPT_DIRECTORY + "/" + spec.runtimeFilename();
        return spec.runtimeCommand().stream()
                .map(part -> escaped(part.replace(ExecutionSpec.SCRIPT_PLACEHOLDER, script)))
                .toList();
    }

    /**
     * Kubernetes reads {@code $$} as one {@code $}, and {@code $(NAME)} as a variable; a {@code $} before anything else
     * stands for itself. So exactly those in front of a {@code $} or a bracket are doubled.
     */
    static String escaped(String argument) {
        StringBuilder text = new StringBuilder(argument.length());
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            text.append(c);
            if (c == '$' && i + 1 < argument.length()) {
                char next = argument.charAt(i + 1);
                if (next == '$' || next == '(') {
                    text.append('$');
                }
            }
        }
        return text.toString();
    }
}
