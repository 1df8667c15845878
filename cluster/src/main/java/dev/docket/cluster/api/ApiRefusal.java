package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that the API refuses, with the {@code Status} object that says why.
 *
 * <p>A checked exception without a stack trace: a refusal is an expected answer that ends a request from any depth, and
 * the compiler sees to it that someone answers it.
 */
final class ApiRefusal extends Exception {
    /** One fault of an object: the field, the reason as the API names it, and the text. */
    record Cause(String field, String reason, String message) {
        static Cause invalid(String field, String value, String why) {
            return new Cause(field, "FieldValueInvalid", "Invalid value: " + value + ": " + why);
        }

        static Cause required(String field, String why) {
            return new Cause(field, "FieldValueRequired", "Required value" + (why.isEmpty() ? "" : ": " + why));
        }

        static Cause duplicate(String field, String value) {
            return new Cause(field, "FieldValueDuplicate", "Duplicate value: " + quote(value));
        }

        static Cause notFound(String field, String value) {
            return new Cause(field, "FieldValueNotFound", "Not found: " + quote(value));
        }

        static Cause forbidden(String field, String why) {
            return new Cause(field, "FieldValueForbidden", "Forbidden: " + why);
        }

        static Cause tooLong(String field, String message) {
            return new Cause(field, "FieldValueTooLong", "Too long: " + message);
        }

        static Cause unsupported(String field, String value, String supported) {
            return new Cause(
                    field,
                    "FieldValueNotSupported",
                    "Unsupported value: " + quote(value) + ": supported values: " + supported);
        }

        static String quote(String value) {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    private final int code;
    private final transient ObjectNode status;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private ApiRefusal(int code, @Nullable String reason, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", message);
        if (reason != null) {
            status.put("reason", reason);
        }
        status.put("code", code);
    }

    int code() {
        return code;
    }

    ObjectNode status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    static ApiRefusal of(int code, String reason, String message) {
        return new ApiRefusal(code, reason, message);
    }

    static ApiRefusal badRequest(String message) {
        return new ApiRefusal(400, "BadRequest", message);
    }

    static ApiRefusal notFound(String resource, String name) {
        return new ApiRefusal(404, "NotFound", resource + " " + Cause.quote(name) + " not found").about(resource, name);
    }

    static ApiRefusal noSuchPath() {
        return new ApiRefusal(404, "NotFound", "the server could not find the requested resource");
    }

    static ApiRefusal methodNotAllowed() {
        return new ApiRefusal(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiRefusal alreadyExists(String resource, String name, boolean leaving) {
        String message = resource + " " + Cause.quote(name) + " already exists";
        return new ApiRefusal(409, "AlreadyExists", leaving ? "object is being deleted: " + message : message)
                .about(resource, name);
    }

    static ApiRefusal conflict(String resource, String name, String why) {
        return new ApiRefusal(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on " + resource + " " + Cause.quote(name) + ": " + why)
                .about(resource, name);
    }

    static ApiRefusal modifiedMeanwhile(String resource, String name) {
        return conflict(
                resource,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiRefusal forbidden(String resource, String name, String why) {
        return new ApiRefusal(403, "Forbidden", resource + " " + Cause.quote(name) + " is forbidden: " + why)
                .about(resource, name);
    }

    static ApiRefusal unsupportedMediaType(String accepted) {
        return new ApiRefusal(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted);
    }

    static ApiRefusal expired(String message) {
        return new ApiRefusal(410, "Expired", message);
    }

    static ApiRefusal tooLargeRevision(long asked, long current) {
        ApiRefusal refusal =
                new ApiRefusal(504, "Timeout", "Too large resource version: " + asked + ", current: " + current);
        ObjectNode details = refusal.status.putObject("details");
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        refusal.headers.put("Retry-After", "1");
        return refusal;
    }

    static ApiRefusal invalid(String kind, String name, List<Cause> causes) {
        List<String> texts = causes.stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .distinct()
                .toList();
        String what = texts.size() == 1 ? texts.get(0) : texts.stream().collect(Collectors.joining(", ", "[", "]"));
        ApiRefusal refusal = new ApiRefusal(422, "Invalid", kind + " " + Cause.quote(name) + " is invalid: " + what);
        ObjectNode details = refusal.status.putObject("details");
        details.put("name", name).put("kind", kind);
        ArrayNode list = details.putArray("causes");
        causes.forEach(cause -> list.addObject()
                .put("reason", cause.reason())
                .put("message", cause.message())
                .put("field", cause.field()));
        return refusal;
    }

    private ApiRefusal about(String resource, String name) {
        status.putObject("details").put("name", name).put("kind", resource);
        return this;
    }
}
