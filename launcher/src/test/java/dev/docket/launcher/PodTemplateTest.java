package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodTemplateTest {
    private static final CommandPosition POSITION = new CommandPosition(0, 0);

    @TempDir
    Path directory;

    @Test
    void aTemplateAddsWhatPlacesAPodAndWhatItNeeds() throws Exception {
        Pod pod = podOf("""
                apiVersion: v1
                kind: Pod
                metadata:
                  labels: {team: data}
                  annotations: {example.com/cost-centre: "7"}
                spec:
                  nodeSelector: {disk: ssd}
                  tolerations: [{key: batch, operator: Exists}]
                  affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
                  runtimeClassName: gvisor
                  priorityClassName: batch
                  imagePullSecrets: [{name: registry}]
                  hostUsers: false
                  volumes:
                  - name: data
                    persistentVolumeClaim: {claimName: data}
                  containers:
                  - name: execution
                    imagePullPolicy: IfNotPresent
                    env: [{name: REGION, value: north}]
                    volumeMounts: [{name: data, mountPath: /tmp/data, readOnly: true}]
                    resources: {limits: {nvidia.com/gpu: 1}}
                """, false);

        assertThat(pod.getMetadata().getLabels())
                .containsEntry("team", "data")
                .containsEntry(PodFields.LABEL_MANAGED_BY, "docket");
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("example.com/cost-centre", "7");
        PodSpec spec = pod.getSpec();
        assertThat(spec.getNodeSelector()).containsEntry("disk", "ssd");
        assertThat(spec.getTolerations()).hasSize(1);
        assertThat(spec.getAffinity().getNodeAffinity()).isNotNull();
        assertThat(spec.getRuntimeClassName()).isEqualTo("gvisor");
        assertThat(spec.getPriorityClassName()).isEqualTo("batch");
        assertThat(spec.getImagePullSecrets()).hasSize(1);
        assertThat(spec.getHostUsers()).isFalse();
        assertThat(spec.getVolumes()).extracting(Volume::getName).containsExactlyInAnyOrder("data", "script", "tmp");
        Container container = spec.getContainers().get(0);
        assertThat(container.getImage()).isEqualTo("busybox:1.36");
        assertThat(container.getImagePullPolicy()).isEqualTo("IfNotPresent");
        assertThat(container.getEnv()).extracting(EnvVar::getName).contains("REGION", "HOME", "TMPDIR");
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactlyInAnyOrder("/tmp/data", "/scripts", "/tmp");
        assertThat(container.getResources().getLimits())
                .containsEntry("nvidia.com/gpu", new Quantity("1"))
                .containsEntry("cpu", new Quantity("1"));
    }

    @Test
    void whateverATemplateAddsThePodIsAsHardAsWithoutOne() throws Exception {
        PodSpec without = podOf("kind: Pod", false).getSpec();
        PodSpec with = podOf("""
                kind: Pod
                spec:
                  hostNetwork: false
                  automountServiceAccountToken: false
                  containers: [{name: execution, env: [{name: A, value: b}]}]
                """, false).getSpec();

        assertThat(with.getSecurityContext()).isEqualTo(without.getSecurityContext());
        assertThat(with.getContainers().get(0).getSecurityContext())
                .isEqualTo(without.getContainers().get(0).getSecurityContext());
        assertThat(with.getAutomountServiceAccountToken()).isFalse();
        assertThat(with.getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostNetwork: true",
                "hostPID: true",
                "hostIPC: true",
                "hostUsers: true",
                "securityContext: {runAsUser: 0}",
                "automountServiceAccountToken: true",
                "enableServiceLinks: true",
                "volumes: [{name: v, hostPath: {path: /}}]",
                "volumes: [{name: v, nfs: {server: s, path: /}}]",
                "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t}}]}}]",
                "containers: [{name: execution, securityContext: {privileged: true}}]",
                "containers: [{name: execution, securityContext: {capabilities: {add: [SYS_ADMIN]}}}]",
                "containers: [{name: execution, volumeMounts: [{name: v, mountPath: /v, mountPropagation: Bidirectional}]}]"
            })
    void whatWeakensIsForThoseWhoSaySo(String spec) throws Exception {
        Path file = file("kind: Pod\nspec:\n  " + spec);

        assertThat(PodTemplate.read(file, false).faults())
                .singleElement()
                .asString()
                .startsWith("a Pod manifest without spec." + spec.substring(0, spec.indexOf(':')))
                .endsWith(", which weakens the Pod, unless pod.allow-weaker is true");
        assertThat(PodTemplate.read(file, true).faults()).isEmpty();
    }

    @Test
    void profilesByAnnotationWeakenToo() throws Exception {
        Path file = file("""
                kind: Pod
                metadata:
                  annotations: {container.apparmor.security.beta.kubernetes.io/execution: unconfined}
                """);

        assertThat(PodTemplate.read(file, false).faults()).hasSize(1);
    }

    @Test
    void whoMayWeakenSetsFieldsOneByOneAndTheOthersStay() throws Exception {
        Pod pod = podOf("""
                kind: Pod
                spec:
                  automountServiceAccountToken: true
                  securityContext: {runAsUser: 0, runAsNonRoot: false}
                  containers: [{name: execution, securityContext: {readOnlyRootFilesystem: false}}]
                """, true);

        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isZero();
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isFalse();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        var container = pod.getSpec().getContainers().get(0).getSecurityContext();
        assertThat(container.getReadOnlyRootFilesystem()).isFalse();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void everythingElseIsAFaultAndAllAreNamed() throws Exception {
        Path file = file("""
                apiVersion: v1
                kind: Pod
                status: {}
                metadata:
                  name: mine
                  annotations: {docket.dev/script: "other"}
                spec:
                  hostNetwork: true
                  initContainers: []
                  volumes: [{name: tmp, emptyDir: {}}]
                  containers:
                  - name: execution
                    image: other
                    env: [{name: HOME, value: /}]
                    volumeMounts: [{name: a, mountPath: /scripts//more/}, {name: a, mountPath: /tmp}]
                    resources: {limits: {cpu: 4}}
                  - name: sidecar
                """);

        assertThat(PodTemplate.read(file, false).faults())
                .containsExactlyInAnyOrder(
                        "a Pod manifest without status",
                        "a Pod manifest without metadata.name",
                        "a Pod manifest without metadata.annotations.docket.dev/script, which is Docket's own",
                        "a Pod manifest without spec.hostNetwork, which weakens the Pod, unless pod.allow-weaker is true",
                        "a Pod manifest without spec.initContainers",
                        "a Pod manifest without spec.volumes[0] of the name tmp, which is Docket's own",
                        "a Pod manifest without spec.containers[0].image",
                        "a Pod manifest without spec.containers[0].env[0] of the name HOME, which is Docket's own",
                        "a Pod manifest without spec.containers[0].volumeMounts[0].mountPath /scripts/more, which is"
                                + " Docket's own",
                        "a Pod manifest without spec.containers[0].volumeMounts[1].mountPath /tmp, which is Docket's own",
                        "a Pod manifest without spec.containers[0].resources.limits.cpu, which is Docket's own",
                        "a Pod manifest without spec.containers[1]",
                        "a Pod manifest with spec.containers[1].name execution, the one container there is");
    }

    @Test
    void aFieldThatKubernetesWouldPassOverIsAFault() throws Exception {
        Path file = file("kind: Pod\nspec: {tolerations: [{key: batch, effct: NoSchedule}]}");

        assertThat(PodTemplate.read(file, true).faults())
                .containsExactly("a Pod manifest without spec.tolerations[0].effct, which is no field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kind: Deployment", "{[", "kind: Pod\nspec: {tolerations: 7}", "- kind: Pod"})
    void whatIsNoPodIsAFault(String text) throws Exception {
        assertThat(PodTemplate.read(file(text), true).faults()).hasSize(1);
        assertThat(PodTemplate.read(directory.resolve("absent"), true).faults()).hasSize(1);
    }

    @Test
    void aQueueHasTheTemplateThatIsNamedForItAndTheOthersHaveTheGeneralOne() throws Exception {
        Path general = Files.writeString(directory.resolve("general.yaml"), labelled("general"));
        Path named = Files.createDirectory(directory.resolve("named"));
        Files.writeString(
                named.resolve("gpu.json"), "{\"kind\": \"Pod\", \"metadata\": {\"labels\": {\"t\": \"gpu\"}}}");
        Files.writeString(named.resolve("..data"), "not a template");
        LauncherConfig.Templates settings = new LauncherConfig.Templates(general, named, Map.of("ml", "gpu"), false);

        PodTemplates templates = PodTemplates.of(settings);

        assertThat(templates.of("ml").pod().getMetadata().getLabels()).isEqualTo(Map.of("t", "gpu"));
        assertThat(templates.of("default").pod().getMetadata().getLabels()).isEqualTo(Map.of("t", "general"));
        assertThat(PodTemplates.faults(named, false)).isEmpty();
        Files.writeString(named.resolve("gpu.json"), "{\"kind\": \"Pod\", \"spec\": {\"hostPID\": true}}");
        assertThatThrownBy(() -> PodTemplates.of(settings)).hasMessageContaining("has changed");
    }

    private static String labelled(String label) {
        return "kind: Pod\nmetadata: {labels: {t: " + label + "}}\n";
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("template.yaml"), text);
    }

    private Pod podOf(String text, boolean weaker) throws IOException {
        PodTemplate template = PodTemplate.read(file(text), weaker);
        assertThat(template.faults()).isEqualTo(List.of());
        return new PodBlueprint("docket", LauncherConfigTest.config(Map.of()).pods(), PodTemplates.all(template))
                .of(Commands.create("e"), POSITION, null);
    }
}
