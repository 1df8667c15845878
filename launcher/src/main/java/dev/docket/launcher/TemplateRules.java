package dev.docket.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod template may hold. Fields that place or name a Pod, or give it something more, are free; those that take away
 * from its isolation are for those who say that they want that; everything else is the command's or the launcher's own.
 *
 * <p>The volume types are those of the {@code restricted} Pod Security Standard.
 *
 * <p>Threading: one thread at a time.
 */
final class TemplateRules {
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
            "dnsConfig",
            "hostAliases",
            "volumes",
            "containers");
    /** As they are, these are false, but for {@code hostUsers}. */
    private static final Set<String> WEAKER_FLAGS = Set.of(
            "hostNetwork", "hostPID", "hostIPC", "hostUsers", "automountServiceAccountToken", "enableServiceLinks");

    private static final Set<String> CONTAINER =
            Set.of("name", "env", "envFrom", "volumeMounts", "imagePullPolicy", "resources");
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "secret", "emptyDir", "persistentVolumeClaim", "projected", "downwardAPI", "csi", "ephemeral");
    private static final List<String> WEAKER_ANNOTATIONS = List.of(
            "container.apparmor.security.beta.kubernetes.io/",
            "container.seccomp.security.alpha.kubernetes.io/",
            "seccomp.security.alpha.kubernetes.io/");
    private static final Set<String> OWN_VOLUMES = Set.of(PodBlueprint.SCRIPT_VOLUME, PodBlueprint.SCRATCH_VOLUME);
    private static final Set<String> OWN_VARIABLES = Set.of("HOME", "TMPDIR");
    private static final Set<String> OWN_RESOURCES = Set.of("cpu", "memory");

    private final boolean weaker;
    private final List<String> faults = new ArrayList<>();

    private TemplateRules(boolean weaker) {
        this.weaker = weaker;
    }

    /**
     * What is wrong with a manifest, each as what is allowed instead.
     *
     * @param manifest as it was read; null if there was nothing
     * @param weaker whether it may weaken the Pod
     */
    static List<String> faults(@Nullable Map<?, ?> manifest, boolean weaker) {
        if (manifest == null || !"Pod".equals(manifest.get("kind"))) {
            return List.of("a Pod manifest, of kind Pod");
        }
        TemplateRules rules = new TemplateRules(weaker);
        fields(manifest).keySet().stream().filter(f -> !TOP.contains(f)).forEach(rules::without);
        rules.metadata(fields(manifest.get("metadata")));
        rules.spec(fields(manifest.get("spec")));
        return rules.faults;
    }

    private void metadata(Map<String, @Nullable Object> metadata) {
        metadata.forEach((name, value) -> {
            if (METADATA.contains(name)) {
                fields(value).keySet().forEach(key -> key("metadata." + name + "." + key, key));
            } else {
                without("metadata." + name);
            }
        });
    }

    private void key(String path, String key) {
        if (key.startsWith("docket.dev/") || key.equals(PodFields.LABEL_MANAGED_BY)) {
            own(path);
        } else if (WEAKER_ANNOTATIONS.stream().anyMatch(key::startsWith)) {
            weakens(path);
        }
    }

    private void spec(Map<String, @Nullable Object> spec) {
        spec.forEach((name, value) -> {
            String path = "spec." + name;
            if (WEAKER_FLAGS.contains(name)) {
                if (!Boolean.FALSE.equals(value)) {
                    weakens(path);
                }
            } else if (name.equals("securityContext")) {
                weakens(path);
            } else if (!SPEC.contains(name)) {
                without(path);
            }
        });
        each(spec.get("volumes"), "spec.volumes", this::volume);
        if (spec.get("containers") instanceof List<?> list && list.size() > 1) {
            without("spec.containers[1]");
        }
        each(spec.get("containers"), "spec.containers", this::container);
    }

    private void volume(String path, Map<String, @Nullable Object> volume) {
        if (volume.get("name") instanceof String name && OWN_VOLUMES.contains(name)) {
            own(path + " of the name " + name);
        }
        volume.keySet().stream()
                .filter(kind -> !kind.equals("name") && !VOLUMES.contains(kind))
                .forEach(kind -> weakens(path + "." + kind));
        each(fields(volume.get("projected")).get("sources"), path + ".projected.sources", (source, fields) -> {
            if (fields.containsKey("serviceAccountToken")) {
                weakens(source + ".serviceAccountToken");
            }
        });
    }

    private void container(String path, Map<String, @Nullable Object> container) {
        if (!PodFields.CONTAINER.equals(container.get("name"))) {
            faults.add("a Pod manifest with " + path + ".name " + PodFields.CONTAINER + ", the one container there is");
        }
        for (String name : container.keySet()) {
            if (name.equals("securityContext")) {
                weakens(path + "." + name);
            } else if (!CONTAINER.contains(name)) {
                without(path + "." + name);
            }
        }
        each(container.get("env"), path + ".env", (variable, fields) -> {
            if (fields.get("name") instanceof String name && OWN_VARIABLES.contains(name)) {
                own(variable + " of the name " + name);
            }
        });
        each(container.get("volumeMounts"), path + ".volumeMounts", this::mount);
        fields(container.get("resources"))
                .forEach((kind, amounts) -> fields(amounts).keySet().stream()
                        .filter(OWN_RESOURCES::contains)
                        .forEach(resource -> own(path + ".resources." + kind + "." + resource)));
    }

    private void mount(String path, Map<String, @Nullable Object> mount) {
        String where = Objects.toString(mount.get("mountPath"), "")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
        if (where.equals("/")
                || where.equals(PodBlueprint.SCRATCH)
                || (where + "/").startsWith(PodFields.SCRIPT_DIRECTORY + "/")) {
            own(path + ".mountPath " + where);
        }
        if (mount.containsKey("mountPropagation")) {
            weakens(path + ".mountPropagation");
        }
    }

    private interface Part {
        void look(String path, Map<String, @Nullable Object> fields);
    }

    private static void each(@Nullable Object list, String path, Part part) {
        if (list instanceof List<?> parts) {
            for (int i = 0; i < parts.size(); i++) {
                part.look(path + "[" + i + "]", fields(parts.get(i)));
            }
        }
    }

    /** What is no map has no fields here; that it ought to be one is found when the Pod is read. */
    @SuppressWarnings("unchecked") // keys of YAML and JSON maps are read as text
    private static Map<String, @Nullable Object> fields(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    private void without(String path) {
        faults.add("a Pod manifest without " + path);
    }

    private void own(String path) {
        faults.add("a Pod manifest without " + path + ", which is Docket's own");
    }

    private void weakens(String path) {
        if (!weaker) {
            faults.add("a Pod manifest without " + path + ", which weakens the Pod, unless pod.allow-weaker is true");
        }
    }
}
