package dev.docket.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * From paths as the container knows them to paths on the host. In a text, a mount path is replaced where it stands as a
 * path of its own or begins one: not inside a longer name, nor behind another path.
 */
final class Mounts {
    private final List<Mount> longestFirst = new ArrayList<>();

    private record Mount(String inside, String outside) {}

    Mounts(JsonNode container, Map<String, Path> volumes) {
        for (JsonNode mount : container.path("volumeMounts")) {
            Path place = volumes.get(mount.path("name").asText());
            String inside = mount.path("mountPath").asText().replaceAll("/+$", "");
            if (place != null && inside.startsWith("/")) {
                String subPath = mount.path("subPath").asText();
                Path outside = place.resolve(subPath).normalize();
                longestFirst.add(new Mount(inside, outside.toString()));
            }
        }
        longestFirst.sort(
                Comparator.comparingInt((Mount mount) -> mount.inside().length())
                        .reversed());
    }

    String rewrite(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        while (at < text.length()) {
            Mount mount = text.charAt(at) == '/' ? at(text, at) : null;
            if (mount == null) {
                out.append(text.charAt(at));
                at++;
            } else {
                out.append(mount.outside());
                at += mount.inside().length();
            }
        }
        return out.toString();
    }

    private @org.jspecify.annotations.Nullable Mount at(String text, int at) {
        if (at > 0 && partOfPath(text.charAt(at - 1))) {
            return null;
        }
        for (Mount mount : longestFirst) {
            int end = at + mount.inside().length();
            if (text.startsWith(mount.inside(), at)
                    && (end == text.length() || text.charAt(end) == '/' || !partOfPath(text.charAt(end)))) {
                return mount;
            }
        }
        return null;
    }

    private static boolean partOfPath(char c) {
        return Character.isLetterOrDigit(c) || c == '/' || c == '.' || c == '_' || c == '-';
    }
}
