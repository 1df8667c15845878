package dev.docket.launcher;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Metadata;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
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

    // The same in all Pods, which nobody changes once they are made: fabric8's builders would copy each part of each
    // Pod
    // down to its last field, again at every level.
    private static final SecurityContext CONTAINER_SECURITY = containerSecurity();
    private static final List<EnvVar> ENVIRONMENT = List.of(variable("HOME"), variable("TMPDIR"));
    private static final List<VolumeMount> MOUNTS =
            List.of(mount(SCRIPT_VOLUME, PodFields.SCRIPT_DIRECTORY, true), mount(SCRATCH_VOLUME, SCRATCH, null));

    private final String installation;
    private final LauncherConfig.Pods settings;
    private final PodTemplates templates;
    private final PodSecurityContext podSecurity;
    private final Volume scratch;

    PodBlueprint(String installation, LauncherConfig.Pods settings, PodTemplates templates) {
        this.installation = installation;
        this.settings = settings;
        this.templates = templates;
        this.podSecurity = podSecurity(settings.runAsUser());
        this.scratch = scratchVolume(settings.tmpSize());
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
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(PodNames.of(installation, command.attemptId()));
        metadata.setLabels(labels(template.pod(), command, position));
        metadata.setAnnotations(annotations(template.pod(), command, position, traceparent));
        metadata.setFinalizers(List.of(PodFields.FINALIZER));
        Pod pod = new Pod();
        pod.setMetadata(metadata);
        pod.setSpec(spec(template, command.spec()));
        return pod;
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
        List<Volume> volumes = new ArrayList<>(added.getVolumes());
        volumes.add(scriptVolume(spec.runtimeFilename()));
        volumes.add(scratch);
        PodSpec whole = new PodSpecBuilder(added).build();
        whole.setRestartPolicy("Never");
        whole.setActiveDeadlineSeconds(
                spec.timeoutSeconds() + wholeSeconds(settings.life().startGrace()));
        whole.setTerminationGracePeriodSeconds(wholeSeconds(settings.life().terminationGrace()));
        whole.setAutomountServiceAccountToken(Boolean.TRUE.equals(added.getAutomountServiceAccountToken()));
        whole.setEnableServiceLinks(Boolean.TRUE.equals(added.getEnableServiceLinks()));
        whole.setSecurityContext(over(podSecurity, added.getSecurityContext(), PodSecurityContext.class));
        whole.setContainers(List.of(container(template.container(), spec)));
        whole.setVolumes(volumes);
        return whole;
    }

    private static Volume scriptVolume(String filename) {
        ObjectFieldSelector field = new ObjectFieldSelector();
        field.setFieldPath("metadata.annotations['" + PodFields.SCRIPT + "']");
        DownwardAPIVolumeFile file = new DownwardAPIVolumeFile();
        file.setPath(filename);
        file.setFieldRef(field);
        file.setMode(READABLE_AND_EXECUTABLE);
        DownwardAPIVolumeSource source = new DownwardAPIVolumeSource();
        source.setItems(List.of(file));
        Volume volume = new Volume();
        volume.setName(SCRIPT_VOLUME);
        volume.setDownwardAPI(source);
        return volume;
    }

    private static Volume scratchVolume(String size) {
        return new VolumeBuilder()
                .withName(SCRATCH_VOLUME)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(size))
                .endEmptyDir()
                .build();
    }

    private static PodSecurityContext podSecurity(long user) {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withFsGroup(user)
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
        List<EnvVar> environment = new ArrayList<>(added.getEnv());
        environment.addAll(ENVIRONMENT);
        List<VolumeMount> mounts = new ArrayList<>(added.getVolumeMounts());
        mounts.addAll(MOUNTS);
        Container whole = new ContainerBuilder(added)
                .editOrNewResources()
                .addToRequests("cpu", new Quantity(spec.cpuRequest()))
                .addToRequests("memory", new Quantity(spec.memoryRequest()))
                .addToLimits("cpu", new Quantity(spec.cpuLimit()))
                .addToLimits("memory", new Quantity(spec.memoryLimit()))
                .endResources()
                .build();
        whole.setName(PodFields.CONTAINER);
        whole.setImage(spec.runtimeImage());
        whole.setCommand(command(spec));
        whole.setWorkingDir(SCRATCH);
        whole.setEnv(environment);
        whole.setVolumeMounts(mounts);
        whole.setSecurityContext(over(CONTAINER_SECURITY, added.getSecurityContext(), SecurityContext.class));
        return whole;
    }

    private static EnvVar variable(String name) {
        return new EnvVarBuilder().withName(name).withValue(SCRATCH).build();
    }

    private static VolumeMount mount(String volume, String path, @Nullable Boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
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
