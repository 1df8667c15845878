package dev.docket.cluster.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request, read whole. Path segments and query values are decoded; of a repeated parameter the first counts. */
@SuppressWarnings("ArrayRecordComponent") // requests are never compared
record ApiRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        @Nullable String contentType,
        byte[] body) {

    @Nullable
    String parameter(String name) {
        return query.get(name);
    }

    boolean flag(String name) throws ApiRefusal {
        String value = query.getOrDefault(name, "false");
        return switch (value) {
            case "true", "1", "" -> true;
            case "false", "0" -> false;
            default -> throw ApiRefusal.badRequest("invalid value for " + name + ": " + value);
        };
    }

    Optional<Long> number(String name) throws ApiRefusal {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            throw ApiRefusal.badRequest("invalid value for " + name + ": " + value);
        }
    }

    /** The media type without its parameters; empty if there is none. */
    String mediaType() {
        String type = contentType == null ? "" : contentType;
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** The body as JSON. */
    JsonNode json() throws ApiRefusal {
        try {
            JsonNode node = Json.parse(body);
            if (node == null || node.isMissingNode()) {
                throw ApiRefusal.badRequest("the body of the request is empty");
            }
            return node;
        } catch (JacksonException e) {
            throw ApiRefusal.badRequest("the body of the request is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw ApiRefusal.badRequest("the body of the request cannot be read as UTF-8");
        }
    }

    /** The body as a JSON object sent as {@code application/json}, as create and replace want it. */
    ObjectNode object() throws ApiRefusal {
        if (!mediaType().equals("application/json")) {
            throw ApiRefusal.unsupportedMediaType("application/json");
        }
        if (json() instanceof ObjectNode object) {
            return object;
        }
        throw ApiRefusal.badRequest("the body of the request is not an object");
    }
}
