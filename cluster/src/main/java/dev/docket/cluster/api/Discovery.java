package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.util.List;

/** The documents by which clients learn what a server is and serves. */
final class Discovery {
    private static final String[] READ_WRITE = {
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"
    };

    private Discovery() {}

    static Answer answer(List<String> path) throws ApiRefusal {
        return switch (String.join("/", path)) {
            case "version" -> Answer.json(200, version());
            case "api" -> Answer.json(200, versions());
            case "apis" -> Answer.json(200, groups());
            case "api/v1" -> Answer.json(200, resources());
            case "healthz", "livez", "readyz" -> Answer.text(new byte[] {'o', 'k'});
            default -> throw ApiRefusal.noSuchPath();
        };
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.0+docket-stand-in")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-11-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", "jvm");
    }

    private static ObjectNode versions() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private static ObjectNode groups() {
        ObjectNode groups = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        groups.putArray("groups");
        return groups;
    }

    private static ObjectNode resources() {
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("groupVersion", "v1");
        ArrayNode resources = list.putArray("resources");
        for (ResourceKind kind : ResourceKind.values()) {
            resource(resources, kind, "", READ_WRITE);
        }
        resource(resources, ResourceKind.POD, "/status", "get", "patch", "update");
        resource(resources, ResourceKind.POD, "/log", "get");
        return list;
    }

    private static void resource(ArrayNode resources, ResourceKind kind, String subresource, String... verbs) {
        ArrayNode list = resources
                .addObject()
                .put("name", kind.plural() + subresource)
                .put("singularName", subresource.isEmpty() ? kind.kind().toLowerCase(java.util.Locale.ROOT) : "")
                .put("namespaced", kind.namespaced())
                .put("kind", kind.kind())
                .putArray("verbs");
        for (String verb : verbs) {
            list.add(verb);
        }
    }
}
