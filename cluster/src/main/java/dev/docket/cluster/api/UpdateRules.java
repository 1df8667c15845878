package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.api.ApiRefusal.Cause;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an update may change. The server's own fields come back as they were; a changed spec is refused but for the few
 * fields that Kubernetes lets change; an update through {@code status} leaves the spec, one without it leaves the status.
 */
final class UpdateRules {
    private static final List<String> SERVER_OWNED = List.of(
            "name",
            "generateName",
            "namespace",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "resourceVersion",
            "generation");
    private static final String IMMUTABLE = "pod updates may not change fields other than"
            + " `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
            + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow"
            + " it to be set to 1 if it was previously negative)";

    private UpdateRules() {}

    /** Checks {@code after} against {@code before} and gives the server's fields back to it. */
    static void settle(Revision current, ObjectNode before, ObjectNode after, boolean status) throws ApiRefusal {
        identity(current, before, after);
        if (status) {
            after.set("spec", before.get("spec"));
        } else {
            after.set("status", before.get("status"));
        }
        if (after.get("status") == null || !after.get("status").isObject()) {
            after.set("status", Json.object());
        }
        List<Cause> faults = new ArrayList<>();
        metadata(before, after, faults);
        if (current.key().resource().equals("pods") && !status) {
            PodDefaults.spec(after);
            spec(before.path("spec"), after.path("spec"), faults);
        }
        if (!faults.isEmpty()) {
            throw ApiRefusal.invalid(before.path("kind").asText(), current.key().name(), faults);
        }
    }

    private static void identity(Revision current, ObjectNode before, ObjectNode after) throws ApiRefusal {
        String resource = current.key().resource();
        String name = current.key().name();
        if (!(after.get("metadata") instanceof ObjectNode metadata)) {
            throw ApiRefusal.badRequest("the object has no metadata");
        }
        String newName = Json.text(metadata, "name");
        if (newName != null && !newName.equals(name)) {
            throw ApiRefusal.badRequest(
                    "the name of the object (" + newName + ") does not match the name on the URL (" + name + ")");
        }
        String version = Json.text(metadata, "resourceVersion");
        if (version != null && !version.isEmpty() && !version.equals(Long.toString(current.number()))) {
            throw ApiRefusal.modifiedMeanwhile(resource, name);
        }
        String uid = Json.text(metadata, "uid");
        if (uid != null && !uid.isEmpty() && !uid.equals(current.uid())) {
            throw ApiRefusal.conflict(
                    resource,
                    name,
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + current.uid());
        }
        JsonNode old = before.path("metadata");
        for (String field : SERVER_OWNED) {
            if (old.has(field)) {
                metadata.set(field, old.get(field));
            } else {
                metadata.remove(field);
            }
        }
        metadata.remove("managedFields");
        for (String field : List.of("apiVersion", "kind")) {
            after.set(field, before.get(field));
        }
    }

    private static void metadata(ObjectNode before, ObjectNode after, List<Cause> faults) {
        JsonNode metadata = after.path("metadata");
        MetadataRules.check(metadata, faults);
        if (metadata.hasNonNull("deletionTimestamp")) {
            List<String> added = new ArrayList<>();
            Set<String> old = strings(before.path("metadata").path("finalizers"));
            metadata.path("finalizers").forEach(finalizer -> {
                if (!old.contains(finalizer.asText())) {
                    added.add(Cause.quote(finalizer.asText()));
                }
            });
            if (!added.isEmpty()) {
                faults.add(Cause.forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                                + String.join(", ", added) + "}"));
            }
        }
    }

    private static void spec(JsonNode before, JsonNode after, List<Cause> faults) {
        deadline(before.path("activeDeadlineSeconds"), after.path("activeDeadlineSeconds"), faults);
        ObjectNode comparable = after.deepCopy();
        restore(comparable, "activeDeadlineSeconds", before);
        images(before.path("containers"), comparable.path("containers"));
        images(before.path("initContainers"), comparable.path("initContainers"));
        if (keepsAll(before.path("tolerations"), after.path("tolerations"))) {
            restore(comparable, "tolerations", before);
        }
        if (!comparable.equals(before)) {
            faults.add(Cause.forbidden("spec", IMMUTABLE));
        }
    }

    private static void deadline(JsonNode before, JsonNode after, List<Cause> faults) {
        boolean had = before.isNumber();
        if (!after.isNumber()) {
            if (had) {
                faults.add(Cause.invalid(
                        "spec.activeDeadlineSeconds", "null", "must not update from a positive integer to nil value"));
            }
            return;
        }
        PodRules.deadline(after, faults);
        if (had && after.asLong() > before.asLong()) {
            faults.add(Cause.invalid(
                    "spec.activeDeadlineSeconds", after.asText(), "must be less than or equal to previous value"));
        }
    }

    private static void restore(ObjectNode into, String field, JsonNode before) {
        if (before.has(field)) {
            into.set(field, before.get(field));
        } else {
            into.remove(field);
        }
    }

    private static void images(JsonNode before, JsonNode comparable) {
        for (int i = 0; i < before.size() && i < comparable.size(); i++) {
            if (comparable.get(i) instanceof ObjectNode container
                    && !container.path("image").asText().isEmpty()) {
                container.set("image", before.get(i).get("image"));
            }
        }
    }

    private static boolean keepsAll(JsonNode before, JsonNode after) {
        Set<JsonNode> kept = new java.util.HashSet<>();
        if (after instanceof ArrayNode list) {
            list.forEach(kept::add);
        }
        for (JsonNode each : before) {
            if (!kept.contains(each)) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> strings(JsonNode list) {
        Set<String> all = new java.util.HashSet<>();
        list.forEach(each -> all.add(each.asText()));
        return all;
    }
}
