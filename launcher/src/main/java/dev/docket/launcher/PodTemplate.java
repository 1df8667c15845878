package dev.docket.launcher;

import dev.docket.event.Fault;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator adds to every Pod: a Pod manifest in YAML or JSON of which only fields are taken that place the Pod
 * or name it, never one that could weaken it. A manifest with any other field is refused, so that nothing written there
 * is silently without effect.
 *
 * @param pod labels, annotations and the allowed part of the spec
 * @param faults what is wrong with the file; then {@code pod} is empty
 */
record PodTemplate(Pod pod, List<Fault> faults) {
    private static final String FIELD = "pods.template";
    private static final Set<String> TOP = Set.of("apiVersion", "kind", "metadata", "spec");
    private static final Set<String> METADATA = Set.of("labels", "annotations");
    private static final Set<String> SPEC = Set.of(
            "nodeSelector",
            "tolerations",
            "affinity",
            "topologySpreadConstraints",
            "runtimeClassName",
            "priorityClassName",
            "schedulerName",
            "serviceAccountName",
            "imagePullSecrets",
            "dnsPolicy",
            "dnsConfig");

    /** Adds nothing. */
    static PodTemplate none() {
        return new PodTemplate(empty(), List.of());
    }

    /** Reads the file; never throws for what stands in it. */
    static PodTemplate read(Path file) {
        KubernetesSerialization yaml = new KubernetesSerialization();
        try {
            String text = Files.readString(file);
            Map<?, ?> raw = yaml.unmarshal(text, Map.class);
            List<Fault> faults = new ArrayList<>();
            if (raw == null || !"Pod".equals(raw.get("kind"))) {
                faults.add(new Fault(FIELD, "the file holds no Pod"));
            } else {
                others(raw, TOP, "", faults);
                others(raw.get("metadata"), METADATA, "metadata.", faults);
                others(raw.get("spec"), SPEC, "spec.", faults);
                ours(raw.get("metadata"), faults);
            }
            return faults.isEmpty()
                    ? new PodTemplate(filled(yaml.unmarshal(text, Pod.class)), List.of())
                    : new PodTemplate(empty(), List.copyOf(faults));
        } catch (IOException e) {
            return unreadable("the file cannot be read");
        } catch (RuntimeException e) {
            return unreadable("the file is not YAML or JSON of a Pod");
        }
    }

    private static void others(@Nullable Object fields, Set<String> allowed, String path, List<Fault> faults) {
        if (fields instanceof Map<?, ?> map) {
            for (Object name : map.keySet()) {
                if (!allowed.contains(String.valueOf(name))) {
                    faults.add(new Fault(FIELD, path + name + " cannot be set by a template"));
                }
            }
        }
    }

    private static void ours(@Nullable Object metadata, List<Fault> faults) {
        if (metadata instanceof Map<?, ?> map) {
            for (String kind : METADATA) {
                if (map.get(kind) instanceof Map<?, ?> entries) {
                    for (Object name : entries.keySet()) {
                        String key = String.valueOf(name);
                        if (key.startsWith("docket.dev/") || key.equals(PodFields.LABEL_MANAGED_BY)) {
                            faults.add(new Fault(FIELD, "metadata." + kind + "." + key + " is Docket's own"));
                        }
                    }
                }
            }
        }
    }

    private static PodTemplate unreadable(String why) {
        return new PodTemplate(empty(), List.of(new Fault(FIELD, why)));
    }

    private static Pod empty() {
        return filled(new Pod());
    }

    private static Pod filled(Pod pod) {
        if (pod.getMetadata() == null) {
            pod.setMetadata(new ObjectMeta());
        }
        if (pod.getSpec() == null) {
            pod.setSpec(new PodSpec());
        }
        return pod;
    }
}
