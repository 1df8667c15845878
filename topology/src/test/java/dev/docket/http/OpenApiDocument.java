package dev.docket.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.http.Endpoint.Answer;
import dev.docket.http.Endpoint.Example;
import dev.docket.http.Endpoint.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document of some endpoints. An example stands in it in parts under one name: the values of its parameters,
 * its body, and its answer.
 */
final class OpenApiDocument {

    private final ObjectMapper mapper = new ObjectMapper();
    private final ApiSchemas schemas = new ApiSchemas();

    static ObjectNode of(List<Endpoint> endpoints) {
        return new OpenApiDocument().document(endpoints);
    }

    private ObjectNode document(List<Endpoint> endpoints) {
        ObjectNode document = mapper.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Docket")
                .put("version", "1")
                .put("summary", "A durable priority queue in front of Kubernetes")
                .put(
                        "description",
                        "Any coordinator answers for every queue. Fields that are absent are left out; instants are UTC;"
                                + " every error is application/problem+json. A reader must expect fields and reasons that"
                                + " it does not know.");
        ObjectNode paths = document.putObject("paths");
        for (Endpoint endpoint : endpoints) {
            paths.withObject("/" + endpoint.path().replace("~", "~0").replace("/", "~1"))
                    .set(endpoint.method().toLowerCase(Locale.ROOT), operation(endpoint));
        }
        document.putObject("components").set("schemas", schemas.definitions());
        return document;
    }

    private ObjectNode operation(Endpoint endpoint) {
        ObjectNode operation =
                mapper.createObjectNode().put("operationId", endpoint.name()).put("summary", endpoint.summary());
        if (!endpoint.description().isEmpty()) {
            operation.put("description", endpoint.description());
        }
        if (!endpoint.parameters().isEmpty()) {
            endpoint.parameters()
                    .forEach(parameter -> operation.withArray("parameters").add(parameter(parameter, endpoint)));
        }
        Class<?> body = endpoint.body();
        if (body != null) {
            ObjectNode content = operation
                    .putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject("application/json");
            content.set("schema", schemas.reference(body));
            ObjectNode examples = content.putObject("examples");
            endpoint.examples()
                    .forEach(example -> examples.putObject(example.name()).set("value", json(example.body())));
        }
        ObjectNode responses = operation.putObject("responses");
        endpoint.answers()
                .forEach((status, answer) ->
                        responses.set(Integer.toString(status), response(status, answer, endpoint)));
        return operation;
    }

    private ObjectNode parameter(Parameter parameter, Endpoint endpoint) {
        ObjectNode node = mapper.createObjectNode()
                .put("name", parameter.name())
                .put("in", parameter.in())
                .put("required", parameter.in().equals("path"))
                .put("description", parameter.description());
        node.set("schema", json(parameter.schema()));
        ObjectNode examples = mapper.createObjectNode();
        for (Example example : endpoint.examples()) {
            String value = values(endpoint, example).get(parameter.name());
            if (value != null) {
                ObjectNode at = examples.putObject(example.name());
                if (parameter.schema().contains("integer")) {
                    at.put("value", Integer.parseInt(value));
                } else {
                    at.put("value", value);
                }
            }
        }
        if (!examples.isEmpty()) {
            node.set("examples", examples);
        }
        return node;
    }

    private ObjectNode response(int status, Answer answer, Endpoint endpoint) {
        ObjectNode response = mapper.createObjectNode().put("description", answer.description());
        ObjectNode content = response.putObject("content").putObject(answer.contentType());
        content.set(
                "schema",
                answer.type() == null
                        ? mapper.createObjectNode()
                                .put("type", answer.contentType().equals("application/json") ? "object" : "string")
                        : schemas.reference(answer.type()));
        ObjectNode examples = mapper.createObjectNode();
        endpoint.examples().stream()
                .filter(example -> example.status() == status)
                .forEach(example -> {
                    ObjectNode at = examples.putObject(example.name());
                    if (answer.contentType().endsWith("json")) {
                        at.set("value", json(example.answer()));
                    } else {
                        at.put("value", example.answer());
                    }
                });
        if (!examples.isEmpty()) {
            content.set("examples", examples);
        }
        if (status == 429 || status == 503) {
            response.putObject("headers")
                    .putObject("Retry-After")
                    .put("description", "When to try again, in seconds.")
                    .putObject("schema")
                    .put("type", "integer");
        }
        return response;
    }

    /** The values of the parameters in an example's path and query. */
    private static Map<String, String> values(Endpoint endpoint, Example example) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] parts = example.target().split("\\?", 2);
        String[] template = endpoint.path().split("/");
        String[] path = parts[0].split("/");
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                values.put(template[i].substring(1, template[i].length() - 1), decoded(path[i]));
            }
        }
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                String[] sides = pair.split("=", 2);
                values.put(sides[0], decoded(sides[1]));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private JsonNode json(@Nullable String text) {
        try {
            return mapper.readTree(text == null ? "null" : text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
