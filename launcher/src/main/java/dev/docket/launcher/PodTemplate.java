package dev.docket.launcher;

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
 * @param faults what is allowed, once for everything that is wrong with the file; then {@code pod} is empty
 */
record PodTemplate(Pod pod, List<String> faults) {
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

    /**
     * The template of a launcher whose settings are valid.
     *
     * @throws IllegalStateException if the file is not what it was when they were read
     */
    static PodTemplate of(@Nullable Path file) {
        PodTemplate template = file == null ? none() : read(file);
        if (!template.faults.isEmpty()) {
            throw new IllegalStateException(file + " has changed; allowed: " + template.faults);
        }
        return template;
    }

    /** Reads the file; never throws for what stands in it. */
    static PodTemplate read(Path file) {
        KubernetesSerialization yaml = new KubernetesSerialization();
        try {
            String text = Files.readString(file);
            Map<?, ?> raw = yaml.unmarshal(text, Map.class);
            List<String> faults = new ArrayList<>();
            if (raw == null || !"Pod".equals(raw.get("kind"))) {
                faults.add("a Pod manifest, of kind Pod");
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
            return unreadable("a file that can be read");
        } catch (RuntimeException e) {
            return unreadable("a file with YAML or JSON of a Pod");
        }
    }

    private static void others(@Nullable Object fields, Set<String> allowed, String path, List<String> faults) {
        if (fields instanceof Map<?, ?> map) {
            for (Object name : map.keySet()) {
                if (!allowed.contains(String.valueOf(name))) {
                    faults.add("a Pod manifest without " + path + name);
                }
            }
        }
    }

    private static void ours(@Nullable Object metadata, List<String> faults) {
        if (metadata instanceof Map<?, ?> map) {
            for (String kind : METADATA) {
                if (map.get(kind) instanceof Map<?, ?> entries) {
                    for (Object name : entries.keySet()) {
                        String key = String.valueOf(name);
                        if (key.startsWith("docket.dev/") || key.equals(PodFields.LABEL_MANAGED_BY)) {
                            faults.add(
                                    "a Pod manifest without metadata." + kind + "." + key + ", which is Docket's own");
                        }
                    }
                }
            }
        }
    }

    private static PodTemplate unreadable(String allowed) {
        return new PodTemplate(empty(), List.of(allowed));
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
