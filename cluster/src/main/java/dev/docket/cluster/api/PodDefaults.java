package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;

/** The defaults an API server writes into a new Pod where a client can see them. */
final class PodDefaults {
    private PodDefaults() {}

    /** Fills in a new Pod: its spec, and the status that every Pod begins with. */
    static void born(ObjectNode pod) {
        spec(pod);
        pod.putObject("status").put("phase", "Pending").put("qosClass", qosClass(pod.path("spec")));
    }

    /** Fills in a spec; one that is filled in already stays as it is. */
    static void spec(ObjectNode pod) {
        ObjectNode spec = Json.child(pod, "spec");
        text(spec, "restartPolicy", "Always");
        text(spec, "dnsPolicy", "ClusterFirst");
        text(spec, "schedulerName", "default-scheduler");
        text(spec, "preemptionPolicy", "PreemptLowerPriority");
        if (!spec.hasNonNull("terminationGracePeriodSeconds")) {
            spec.put("terminationGracePeriodSeconds", 30);
        }
        if (!spec.hasNonNull("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        if (!spec.hasNonNull("priority")) {
            spec.put("priority", 0);
        }
        Json.child(spec, "securityContext");
        text(spec, "serviceAccountName", "default");
        text(spec, "serviceAccount", spec.path("serviceAccountName").asText());
        containers(spec.path("containers"));
        containers(spec.path("initContainers"));
        for (JsonNode volume : spec.path("volumes")) {
            if (volume.get("downwardAPI") instanceof ObjectNode downward && !downward.has("defaultMode")) {
                downward.put("defaultMode", 420);
                downward.path("items").forEach(item -> fieldRef(item.path("fieldRef")));
            }
        }
    }

    private static void containers(JsonNode containers) {
        for (JsonNode each : containers) {
            if (each instanceof ObjectNode container) {
                container(container);
            }
        }
    }

    private static void container(ObjectNode container) {
        text(container, "terminationMessagePath", "/dev/termination-log");
        text(container, "terminationMessagePolicy", "File");
        String image = container.path("image").asText();
        boolean latest = image.endsWith(":latest") || image.indexOf(':', image.lastIndexOf('/') + 1) < 0;
        text(container, "imagePullPolicy", latest && !image.contains("@") ? "Always" : "IfNotPresent");
        ObjectNode resources = Json.child(container, "resources");
        if (resources.get("limits") instanceof ObjectNode limits) {
            ObjectNode requests = Json.child(resources, "requests");
            limits.properties().forEach(limit -> {
                if (!requests.has(limit.getKey())) {
                    requests.set(limit.getKey(), limit.getValue());
                }
            });
        }
        container
                .path("env")
                .forEach(variable -> fieldRef(variable.path("valueFrom").path("fieldRef")));
    }

    private static void fieldRef(JsonNode reference) {
        if (reference instanceof ObjectNode object) {
            text(object, "apiVersion", "v1");
        }
    }

    private static void text(ObjectNode in, String name, String value) {
        if (!in.hasNonNull(name)) {
            in.put(name, value);
        }
    }

    /** Guaranteed: every container's limits equal its requests for both; BestEffort: none has any; else Burstable. */
    static String qosClass(JsonNode spec) {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode container : spec.path("containers")) {
            for (String resource : new String[] {"cpu", "memory"}) {
                String request = container
                        .path("resources")
                        .path("requests")
                        .path(resource)
                        .asText("");
                String limit = container
                        .path("resources")
                        .path("limits")
                        .path(resource)
                        .asText("");
                any |= !request.isEmpty() || !limit.isEmpty();
                guaranteed &= !limit.isEmpty() && Quantity.parse(limit).equals(Quantity.parse(request));
            }
        }
        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }
}
