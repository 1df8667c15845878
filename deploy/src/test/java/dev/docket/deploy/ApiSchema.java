package dev.docket.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;

/**
 * What the Kubernetes API takes: the models of Kubernetes' own Java client, which are made of the API's schema, refuse
 * fields that it does not have, required ones that are missing and values of another type. Custom resources have a schema
 * of the part that the chart uses, in the test's resources.
 */
final class ApiSchema {
    private static final Set<String> BUILT_IN =
            Set.of("v1", "apps/v1", "policy/v1", "rbac.authorization.k8s.io/v1", "networking.k8s.io/v1");

    private ApiSchema() {}

    /** What is wrong with a manifest; nothing if the API takes it. */
    static List<String> faults(Manifest manifest) throws IOException {
        if (BUILT_IN.contains(manifest.apiVersion())) {
            return builtIn(manifest);
        }
        try (InputStream text = ApiSchema.class.getResourceAsStream("/" + manifest.kind() + ".schema.json")) {
            if (text == null) {
                return List.of("there is no schema of " + manifest.apiVersion() + " " + manifest.kind());
            }
            JsonNode json = new ObjectMapper().readTree(text);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(json);
            return schema.validate(manifest.json()).stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    private static List<String> builtIn(Manifest manifest) {
        JsonElement json = JsonParser.parseString(manifest.json().toString());
        try {
            Class.forName("io.kubernetes.client.openapi.models.V1" + manifest.kind())
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, json);
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            return List.of("the API has no " + manifest.kind() + ": " + e);
        }
    }
}
