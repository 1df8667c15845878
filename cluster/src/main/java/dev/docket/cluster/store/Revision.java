package dev.docket.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object: the bytes that every client sees, written once, and the few values that selectors, the node
 * and the quota ask for.
 *
 * <p>It is immutable: {@link #tree()} parses a fresh tree for each caller, who may change it. Parsing costs about as much
 * as a deep copy would, and the thousands of versions that the watch history holds then cost their bytes only.
 */
public final class Revision {
    private final Key key;
    private final String uid;
    private final long number;
    private final byte[] bytes;
    private final Map<String, String> labels;
    private final Map<String, String> fields;
    private final Lifecycle lifecycle;

    /** Nulls where the object has no such field. Seconds are those of the object. */
    public record Lifecycle(
            @Nullable String deletionTimestamp,
            @Nullable Long deletionGraceSeconds,
            @Nullable Long activeDeadlineSeconds,
            boolean held) {
        /** Deletion was asked for and the time to end is over or was never given. */
        public boolean deletionDue() {
            return deletionTimestamp != null && (deletionGraceSeconds == null || deletionGraceSeconds == 0);
        }
    }

    Revision(Key key, ObjectNode tree, byte[] bytes) {
        this.key = key;
        this.bytes = bytes;
        JsonNode metadata = tree.path("metadata");
        this.uid = metadata.path("uid").asText();
        this.number = Long.parseLong(metadata.path("resourceVersion").asText("0"));
        this.labels = strings(metadata.path("labels"));
        this.lifecycle = new Lifecycle(
                Json.text(metadata, "deletionTimestamp"),
                number(metadata.path("deletionGracePeriodSeconds")),
                number(tree.path("spec").path("activeDeadlineSeconds")),
                !metadata.path("finalizers").isEmpty());
        this.fields = key.resource().equals("pods") ? podFields(tree) : Map.of();
    }

    public Key key() {
        return key;
    }

    public String uid() {
        return uid;
    }

    /** The resourceVersion. */
    public long number() {
        return number;
    }

    /** The object as JSON. Not copied: callers must not write into it. */
    public byte[] bytes() {
        return bytes;
    }

    public ObjectNode tree() {
        return Json.own(bytes);
    }

    public Map<String, String> labels() {
        return labels;
    }

    /** The value of a field that field selectors may name; empty where the object has none. */
    public String field(String path) {
        return switch (path) {
            case "metadata.name" -> key.name();
            case "metadata.namespace" -> key.namespace();
            default -> fields.getOrDefault(path, "");
        };
    }

    public String phase() {
        return field("status.phase");
    }

    /** Whether the Pod has ended, which it does once. */
    public boolean ended() {
        return phase().equals("Succeeded") || phase().equals("Failed");
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    private static Map<String, String> podFields(ObjectNode tree) {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonNode spec = tree.path("spec");
        JsonNode status = tree.path("status");
        put(fields, "spec.nodeName", spec.path("nodeName"));
        put(fields, "spec.restartPolicy", spec.path("restartPolicy"));
        put(fields, "spec.schedulerName", spec.path("schedulerName"));
        put(fields, "spec.serviceAccountName", spec.path("serviceAccountName"));
        put(fields, "status.phase", status.path("phase"));
        put(fields, "status.podIP", status.path("podIP"));
        return Map.copyOf(fields);
    }

    private static void put(Map<String, String> fields, String path, JsonNode value) {
        if (value.isTextual()) {
            fields.put(path, value.textValue());
        }
    }

    private static @Nullable Long number(JsonNode value) {
        return value.isIntegralNumber() ? value.longValue() : null;
    }

    private static Map<String, String> strings(JsonNode node) {
        if (node.isEmpty()) {
            return Map.of();
        }
        Map<String, String> map = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(map);
    }
}
