package dev.docket.launcher;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** Which rights the requests of a launcher need, as {@code verb resource}, in the words of Kubernetes' access rules. */
final class Rights {
    /** Part of the chart, which makes a Role of it. */
    private static final Path RULES = Path.of("..", "deploy", "docket", "files", "launcher-rules.yaml");

    private final Set<String> used = new ConcurrentSkipListSet<>();

    /** A request came in; what others than launchers ask is passed over. */
    void asked(String method, String uri, String userAgent) {
        if (userAgent.startsWith("docket-launcher")) {
            used.add(right(method, uri));
        }
    }

    Set<String> used() {
        return Collections.unmodifiableSet(used);
    }

    /** What the chart's Role grants. */
    static Set<String> granted() throws IOException {
        Set<String> rights = new TreeSet<>();
        for (Object rule : new KubernetesSerialization().unmarshal(Files.readString(RULES), List.class)) {
            for (Object resource : (List<?>) ((Map<?, ?>) rule).get("resources")) {
                for (Object verb : (List<?>) ((Map<?, ?>) rule).get("verbs")) {
                    rights.add(verb + " " + resource);
                }
            }
        }
        return rights;
    }

    static String right(String method, String uri) {
        String[] parts = uri.split("\\?", 2);
        String query = parts.length > 1 ? "&" + parts[1] : "";
        // /api/v1/namespaces/NAMESPACE/RESOURCE/NAME/SUBRESOURCE; what is shorter is no Pod of a namespace.
        String[] path = parts[0].substring(1).split("/");
        if (path.length < 5 || !parts[0].startsWith("/api/v1/namespaces/")) {
            return method + " " + parts[0];
        }
        String resource = path[4] + (path.length > 6 ? "/" + path[6] : "");
        return verb(method, path.length > 5, query.contains("&watch=true")) + " " + resource;
    }

    private static String verb(String method, boolean named, boolean watch) {
        return switch (method) {
            case "GET" -> named ? "get" : watch ? "watch" : "list";
            case "POST" -> "create";
            case "PATCH" -> "patch";
            case "PUT" -> "update";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> method;
        };
    }
}
