package dev.docket.cluster.api;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;

/** RFC 6902 on a tree; a failed operation refuses the whole patch, as the RFC and Kubernetes (422) want it. */
final class JsonPatch {
    private JsonPatch() {}

    static ObjectNode apply(ObjectNode document, JsonNode patch) throws ApiRefusal {
        if (!patch.isArray()) {
            throw ApiRefusal.badRequest("error decoding patch: a JSON patch is an array");
        }
        JsonNode result = document;
        for (JsonNode operation : patch) {
            result = apply(result, operation);
        }
        if (result instanceof ObjectNode object) {
            return object;
        }
        throw failed("the result is not an object");
    }

    private static JsonNode apply(JsonNode document, JsonNode operation) throws ApiRefusal {
        JsonPointer path = pointer(operation, "path");
        String op = String.valueOf(Json.text(operation, "op"));
        switch (op) {
            case "add" -> {
                return add(document, path, value(operation));
            }
            case "remove" -> {
                return remove(document, path);
            }
            case "replace" -> {
                if (path.matches()) {
                    return value(operation);
                }
                return add(remove(document, path), path, value(operation));
            }
            case "move" -> {
                JsonPointer from = pointer(operation, "from");
                JsonNode moved = existing(document, from);
                return add(remove(document, from), path, moved);
            }
            case "copy" -> {
                JsonPointer from = pointer(operation, "from");
                return add(document, path, existing(document, from).deepCopy());
            }
            case "test" -> {
                if (!existing(document, path).equals(value(operation))) {
                    throw failed("testing value " + path + " failed");
                }
                return document;
            }
            default -> throw ApiRefusal.badRequest("Unexpected kind: " + op);
        }
    }

    private static JsonPointer pointer(JsonNode operation, String name) throws ApiRefusal {
        String text = Json.text(operation, name);
        if (text == null) {
            throw ApiRefusal.badRequest("error decoding patch: an operation lacks '" + name + "'");
        }
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw ApiRefusal.badRequest("error decoding patch: not a JSON pointer: " + text);
        }
    }

    private static JsonNode value(JsonNode operation) throws ApiRefusal {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw ApiRefusal.badRequest("error decoding patch: an operation lacks 'value'");
        }
        return value;
    }

    private static JsonNode existing(JsonNode document, JsonPointer path) throws ApiRefusal {
        JsonNode found = document.at(path);
        if (found.isMissingNode()) {
            throw failed("path " + path + " does not exist");
        }
        return found;
    }

    private static JsonNode add(JsonNode document, JsonPointer path, JsonNode value) throws ApiRefusal {
        if (path.matches()) {
            return value;
        }
        JsonNode parent = existing(document, path.head());
        String last = path.last().getMatchingProperty();
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else if (parent instanceof ArrayNode array) {
            int index = last.equals("-") ? array.size() : index(last, array.size(), path);
            array.insert(index, value);
        } else {
            throw failed("path " + path + " does not exist");
        }
        return document;
    }

    private static JsonNode remove(JsonNode document, JsonPointer path) throws ApiRefusal {
        existing(document, path);
        if (path.matches()) {
            throw failed("the whole document cannot be removed");
        }
        JsonNode parent = existing(document, path.head());
        String last = path.last().getMatchingProperty();
        if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else if (parent instanceof ArrayNode array) {
            array.remove(index(last, array.size() - 1, path));
        }
        return document;
    }

    private static int index(String text, int highest, JsonPointer path) throws ApiRefusal {
        if (text.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(text) <= highest) {
            return Integer.parseInt(text);
        }
        throw failed("index out of bounds: " + path);
    }

    private static ApiRefusal failed(String why) {
        return ApiRefusal.of(422, "Invalid", "the server rejected our request due to an error in our request: " + why);
    }
}
