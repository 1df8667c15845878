package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two patches that have the shape of the object: RFC 7386, where a list is replaced whole, and Kubernetes'
 * strategic form, where the lists of a Pod that have a key are merged element by element.
 *
 * <p>Of the strategic directives, {@code $patch: delete | replace | merge}, {@code $deleteFromPrimitiveList/…} and (by
 * ignoring it: order is kept as it was) {@code $setElementOrder/…} are understood.
 */
final class MergePatch {
    /** The lists of a Pod that merge, and the key of their elements, as the API's types declare them. */
    private static final Map<String, String> MERGE_KEYS = Map.ofEntries(
            Map.entry("spec.containers", "name"),
            Map.entry("spec.initContainers", "name"),
            Map.entry("spec.volumes", "name"),
            Map.entry("spec.imagePullSecrets", "name"),
            Map.entry("spec.hostAliases", "ip"),
            Map.entry("spec.topologySpreadConstraints", "topologyKey"),
            Map.entry("spec.containers.env", "name"),
            Map.entry("spec.containers.ports", "containerPort"),
            Map.entry("spec.containers.volumeMounts", "mountPath"),
            Map.entry("spec.initContainers.env", "name"),
            Map.entry("spec.initContainers.volumeMounts", "mountPath"),
            Map.entry("metadata.ownerReferences", "uid"),
            Map.entry("status.conditions", "type"),
            Map.entry("status.podIPs", "ip"));

    private static final String PRIMITIVES = "metadata.finalizers";
    private static final String DELETE_FROM = "$deleteFromPrimitiveList/";

    private MergePatch() {}

    /** RFC 7386; the target is changed in place. */
    static ObjectNode merge(ObjectNode target, JsonNode patch) throws ApiRefusal {
        for (Map.Entry<String, JsonNode> entry : object(patch).properties()) {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(entry.getKey());
            } else if (value.isObject()) {
                ObjectNode child = target.get(entry.getKey()) instanceof ObjectNode found ? found : Json.object();
                target.set(entry.getKey(), merge(child, value));
            } else {
                target.set(entry.getKey(), value);
            }
        }
        return target;
    }

    /** Kubernetes' strategic merge for Pods; the target is changed in place. */
    static ObjectNode strategic(ObjectNode target, JsonNode patch) throws ApiRefusal {
        return strategic("", target, object(patch));
    }

    private static ObjectNode strategic(String path, ObjectNode target, ObjectNode patch) throws ApiRefusal {
        if ("replace".equals(Json.text(patch, "$patch"))) {
            ObjectNode fresh = patch.deepCopy();
            fresh.remove("$patch");
            return fresh;
        }
        if ("delete".equals(Json.text(patch, "$patch"))) {
            return Json.object();
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (name.startsWith(DELETE_FROM)) {
                removeAll(target.get(name.substring(DELETE_FROM.length())), value);
            } else if (!name.startsWith("$")) {
                set(path.isEmpty() ? name : path + "." + name, target, name, value);
            }
        }
        return target;
    }

    private static void set(String path, ObjectNode target, String name, JsonNode value) throws ApiRefusal {
        if (value.isNull()) {
            target.remove(name);
        } else if (value instanceof ObjectNode object) {
            ObjectNode child = target.get(name) instanceof ObjectNode found ? found : Json.object();
            target.set(name, strategic(path, child, object));
        } else if (value instanceof ArrayNode list && path.equals(PRIMITIVES)) {
            target.set(name, union(target.get(name), list));
        } else if (value instanceof ArrayNode list && MERGE_KEYS.containsKey(path)) {
            ArrayNode current = target.get(name) instanceof ArrayNode found ? found : target.putArray(name);
            mergeLists(path, current, list);
        } else {
            target.set(name, value);
        }
    }

    private static void mergeLists(String path, ArrayNode current, ArrayNode patch) throws ApiRefusal {
        String key = MERGE_KEYS.getOrDefault(path, "name");
        for (JsonNode element : patch) {
            if (!(element instanceof ObjectNode object)) {
                throw ApiRefusal.badRequest("the elements of " + path + " must be objects");
            }
            JsonNode identity = object.get(key);
            String directive = Json.text(object, "$patch");
            if (identity == null && "replace".equals(directive)) {
                current.removeAll();
                continue;
            }
            if (identity == null) {
                throw ApiRefusal.badRequest("map: does not contain declared merge key: " + key);
            }
            int at = find(current, key, identity);
            if ("delete".equals(directive)) {
                if (at >= 0) {
                    current.remove(at);
                }
            } else if (at < 0) {
                current.add(strategic(path, Json.object(), object));
            } else if (current.get(at) instanceof ObjectNode found) {
                current.set(at, strategic(path, found, object));
            }
        }
    }

    private static int find(ArrayNode list, String key, JsonNode identity) {
        for (int i = 0; i < list.size(); i++) {
            if (identity.equals(list.get(i).get(key))) {
                return i;
            }
        }
        return -1;
    }

    private static ArrayNode union(@Nullable JsonNode current, ArrayNode added) {
        ArrayNode all = Json.object().putArray("all");
        if (current != null) {
            current.forEach(all::add);
        }
        for (JsonNode each : added) {
            if (!contains(all, each)) {
                all.add(each);
            }
        }
        return all;
    }

    private static void removeAll(@Nullable JsonNode current, JsonNode gone) {
        if (current instanceof ArrayNode list) {
            List<JsonNode> kept = new ArrayList<>();
            list.forEach(each -> {
                if (!contains(gone, each)) {
                    kept.add(each);
                }
            });
            list.removeAll();
            list.addAll(kept);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode object(JsonNode patch) throws ApiRefusal {
        if (patch instanceof ObjectNode object) {
            return object;
        }
        throw ApiRefusal.badRequest("error decoding patch: a merge patch is an object");
    }
}
