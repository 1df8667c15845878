package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.api.ApiRefusal.Cause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What Kubernetes demands of a new Pod's spec, for the parts that a launcher of scripts fills. */
final class PodRules {
    private static final Pattern ENV_NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");
    private static final Set<String> FIELDS =
            Set.of("metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations");
    private static final Set<String> ENV_FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "metadata.uid",
            "spec.nodeName",
            "spec.serviceAccountName",
            "status.hostIP",
            "status.hostIPs",
            "status.podIP",
            "status.podIPs");
    private static final Pattern MAP_FIELD = Pattern.compile("metadata\\.(labels|annotations)\\['[^']+'\\]");

    private PodRules() {}

    static void check(JsonNode pod, List<Cause> faults) {
        MetadataRules.check(pod.path("metadata"), faults);
        JsonNode spec = pod.path("spec");
        Set<String> volumes = volumes(spec.path("volumes"), faults);
        if (spec.path("containers").isEmpty()) {
            faults.add(Cause.required("spec.containers", ""));
        }
        Set<String> names = new HashSet<>();
        containers("spec.containers", spec.path("containers"), volumes, names, faults);
        containers("spec.initContainers", spec.path("initContainers"), volumes, names, faults);
        String policy = spec.path("restartPolicy").asText();
        if (!Set.of("Always", "OnFailure", "Never").contains(policy)) {
            faults.add(Cause.unsupported("spec.restartPolicy", policy, "\"Always\", \"Never\", \"OnFailure\""));
        }
        deadline(spec.path("activeDeadlineSeconds"), faults);
        if (spec.path("terminationGracePeriodSeconds").asLong() < 0) {
            faults.add(Cause.invalid(
                    "spec.terminationGracePeriodSeconds",
                    spec.path("terminationGracePeriodSeconds").asText(),
                    "must be greater than or equal to 0"));
        }
    }

    static void deadline(JsonNode deadline, List<Cause> faults) {
        if (deadline.isMissingNode() || deadline.isNull()) {
            return;
        }
        long seconds = deadline.asLong();
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            faults.add(Cause.invalid(
                    "spec.activeDeadlineSeconds",
                    deadline.asText(),
                    "must be between 1 and " + Integer.MAX_VALUE + ", inclusive"));
        }
    }

    private static Set<String> volumes(JsonNode volumes, List<Cause> faults) {
        Set<String> names = new HashSet<>();
        int at = 0;
        for (JsonNode volume : volumes) {
            String field = "spec.volumes[" + at++ + "]";
            String name = volume.path("name").asText();
            MetadataRules.dnsLabel(field + ".name", name, faults);
            if (!names.add(name)) {
                faults.add(Cause.duplicate(field + ".name", name));
            }
            int sources = volume.size() - 1;
            if (sources < 1) {
                faults.add(Cause.required(field, "must specify a volume type"));
            } else if (sources > 1) {
                faults.add(Cause.forbidden(field, "may not specify more than 1 volume type"));
            }
            downward(field + ".downwardAPI.items", volume.path("downwardAPI").path("items"), faults);
            quantity(field + ".emptyDir.sizeLimit", volume.path("emptyDir").path("sizeLimit"), faults);
        }
        return names;
    }

    private static void downward(String list, JsonNode items, List<Cause> faults) {
        int at = 0;
        for (JsonNode item : items) {
            String field = list + "[" + at++ + "]";
            String path = item.path("path").asText();
            if (path.isEmpty()) {
                faults.add(Cause.required(field + ".path", ""));
            } else if (path.startsWith("/")) {
                faults.add(Cause.invalid(field + ".path", Cause.quote(path), "must be a relative path"));
            } else if (List.of(path.split("/", -1)).contains("..") || path.startsWith("..")) {
                faults.add(Cause.invalid(field + ".path", Cause.quote(path), "must not contain '..'"));
            }
            if (item.has("fieldRef")) {
                fieldPath(field + ".fieldRef.fieldPath", item.path("fieldRef"), FIELDS, faults);
            } else if (!item.has("resourceFieldRef")) {
                faults.add(Cause.required(field, "one of fieldRef and resourceFieldRef is required"));
            }
        }
    }

    private static void fieldPath(String field, JsonNode reference, Set<String> known, List<Cause> faults) {
        String path = reference.path("fieldPath").asText();
        if (!known.contains(path) && !MAP_FIELD.matcher(path).matches()) {
            faults.add(Cause.unsupported(
                    field,
                    path,
                    known.stream().sorted().map(Cause::quote).toList().toString()));
        }
    }

    private static void containers(
            String list, JsonNode containers, Set<String> volumes, Set<String> names, List<Cause> faults) {
        int at = 0;
        for (JsonNode container : containers) {
            String field = list + "[" + at++ + "]";
            String name = container.path("name").asText();
            MetadataRules.dnsLabel(field + ".name", name, faults);
            if (!names.add(name)) {
                faults.add(Cause.duplicate(field + ".name", name));
            }
            if (container.path("image").asText().isEmpty()) {
                faults.add(Cause.required(field + ".image", ""));
            }
            mounts(field + ".volumeMounts", container.path("volumeMounts"), volumes, faults);
            resources(field + ".resources", container.path("resources"), faults);
            environment(field + ".env", container.path("env"), faults);
        }
    }

    private static void mounts(String list, JsonNode mounts, Set<String> volumes, List<Cause> faults) {
        Set<String> paths = new HashSet<>();
        int at = 0;
        for (JsonNode mount : mounts) {
            String field = list + "[" + at++ + "]";
            String name = mount.path("name").asText();
            if (!volumes.contains(name)) {
                faults.add(Cause.notFound(field + ".name", name));
            }
            String path = mount.path("mountPath").asText();
            if (path.isEmpty()) {
                faults.add(Cause.required(field + ".mountPath", ""));
            } else if (!paths.add(path)) {
                faults.add(Cause.invalid(field + ".mountPath", Cause.quote(path), "must be unique"));
            }
            String subPath = mount.path("subPath").asText();
            if (subPath.startsWith("/") || List.of(subPath.split("/", -1)).contains("..")) {
                faults.add(Cause.invalid(field + ".subPath", Cause.quote(subPath), "must not contain '..'"));
            }
        }
    }

    private static void environment(String list, JsonNode environment, List<Cause> faults) {
        int at = 0;
        for (JsonNode variable : environment) {
            String field = list + "[" + at++ + "]";
            String name = variable.path("name").asText();
            if (name.isEmpty()) {
                faults.add(Cause.required(field + ".name", ""));
            } else if (!ENV_NAME.matcher(name).matches()) {
                faults.add(Cause.invalid(
                        field + ".name",
                        Cause.quote(name),
                        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-',"
                                + " or '.', and must not start with a digit"));
            }
            JsonNode reference = variable.path("valueFrom").path("fieldRef");
            if (reference instanceof ObjectNode) {
                fieldPath(field + ".valueFrom.fieldRef.fieldPath", reference, ENV_FIELDS, faults);
            }
        }
    }

    private static void resources(String field, JsonNode resources, List<Cause> faults) {
        for (String kind : List.of("limits", "requests")) {
            for (Map.Entry<String, JsonNode> entry : resources.path(kind).properties()) {
                quantity(field + "." + kind + "[" + entry.getKey() + "]", entry.getValue(), faults);
            }
        }
        for (Map.Entry<String, JsonNode> entry : resources.path("requests").properties()) {
            Optional<BigDecimal> request = Quantity.parse(entry.getValue().asText());
            String limitText = resources.path("limits").path(entry.getKey()).asText("");
            Optional<BigDecimal> limit = Quantity.parse(limitText);
            if (request.isPresent() && limit.isPresent() && request.get().compareTo(limit.get()) > 0) {
                faults.add(Cause.invalid(
                        field + ".requests",
                        Cause.quote(entry.getValue().asText()),
                        "must be less than or equal to " + entry.getKey() + " limit of " + limitText));
            }
        }
    }

    private static void quantity(String field, JsonNode value, List<Cause> faults) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        Optional<BigDecimal> parsed = Quantity.parse(value.asText());
        if (parsed.isEmpty()) {
            faults.add(Cause.invalid(
                    field,
                    Cause.quote(value.asText()),
                    "quantities must match the regular expression"
                            + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
        } else if (parsed.get().signum() < 0) {
            faults.add(Cause.invalid(field, Cause.quote(value.asText()), "must be greater than or equal to 0"));
        }
    }

    /** The kinds of fault that make Kubernetes answer 400 rather than 422: a value of the wrong JSON type. */
    static List<String> wrongTypes(JsonNode pod) {
        List<String> wrong = new ArrayList<>();
        shape(pod, "metadata", true, wrong);
        shape(pod, "spec", true, wrong);
        shape(pod.path("metadata"), "labels", true, wrong);
        shape(pod.path("metadata"), "annotations", true, wrong);
        shape(pod.path("metadata"), "finalizers", false, wrong);
        shape(pod.path("spec"), "containers", false, wrong);
        shape(pod.path("spec"), "volumes", false, wrong);
        pod.path("metadata").path("annotations").properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                wrong.add("metadata.annotations." + entry.getKey());
            }
        });
        pod.path("metadata").path("labels").properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                wrong.add("metadata.labels." + entry.getKey());
            }
        });
        JsonNode deadline = pod.path("spec").path("activeDeadlineSeconds");
        if (!deadline.isMissingNode() && !deadline.isNull() && !deadline.isIntegralNumber()) {
            wrong.add("spec.activeDeadlineSeconds");
        }
        for (JsonNode container : pod.path("spec").path("containers")) {
            for (String list : List.of("command", "args")) {
                shape(container, list, false, wrong);
                container.path(list).forEach(each -> {
                    if (!each.isTextual()) {
                        wrong.add("spec.containers." + list);
                    }
                });
            }
        }
        return wrong;
    }

    private static void shape(JsonNode parent, String name, boolean object, List<String> wrong) {
        JsonNode value = parent.get(name);
        if (value != null && !value.isNull() && (object ? !value.isObject() : !value.isArray())) {
            wrong.add(name);
        }
    }
}
