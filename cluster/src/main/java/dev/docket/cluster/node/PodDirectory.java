package dev.docket.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.cluster.store.Json;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A Pod's private place on disk: its volumes, home and log. Its name is the Pod's uid, which the server made. */
final class PodDirectory {
    private final Path root;

    PodDirectory(Path pods, String uid) {
        this.root = pods.resolve(uid);
    }

    Path home() {
        return root.resolve("home");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path log() {
        return root.resolve("container.log");
    }

    boolean contains(Path path) {
        return path.normalize().startsWith(root);
    }

    /**
     * Makes the directory and fills the volumes.
     *
     * @return where each volume is, by name
     */
    Map<String, Path> fill(JsonNode pod) throws IOException {
        Files.createDirectories(root.getParent());
        Files.createDirectories(
                root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(home());
        Files.createDirectories(temporary());
        Map<String, Path> volumes = new LinkedHashMap<>();
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            String name = volume.path("name").asText();
            Path place = root.resolve("volumes").resolve(name);
            Files.createDirectories(place);
            volumes.put(name, place);
            JsonNode downward = volume.path("downwardAPI");
            for (JsonNode item : downward.path("items")) {
                write(place, item, downward.path("defaultMode").asInt(0644), pod);
            }
        }
        return volumes;
    }

    private static void write(Path volume, JsonNode item, int defaultMode, JsonNode pod) throws IOException {
        Path file = volume.resolve(item.path("path").asText()).normalize();
        if (!file.startsWith(volume) || file.equals(volume)) {
            throw new IOException("a volume item leads out of its volume");
        }
        Files.createDirectories(file.getParent());
        Files.write(file, DownwardFields.value(item, pod).getBytes(UTF_8));
        Files.setPosixFilePermissions(file, permissions(item.path("mode").asInt(defaultMode)));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        // The JVM's user is the container's user: it must be able to read, and to delete afterwards.
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if ((mode & 0111) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
        }
        return permissions;
    }

    /** Deletes it all; symbolic links are deleted, not followed. What resists is left. */
    void delete() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What a Pod says about itself in files and variables. */
    static final class DownwardFields {
        private DownwardFields() {}

        /** The value of a {@code fieldRef}; a missing label or annotation is empty, as in Kubernetes. */
        static String value(JsonNode item, JsonNode pod) {
            String path = item.path("fieldRef").path("fieldPath").asText();
            JsonNode metadata = pod.path("metadata");
            if (path.equals("metadata.labels") || path.equals("metadata.annotations")) {
                return all(metadata.path(path.substring("metadata.".length())));
            }
            int key = path.indexOf("['");
            if (key > 0) {
                String map = path.substring("metadata.".length(), key);
                return metadata.path(map)
                        .path(path.substring(key + 2, path.length() - 2))
                        .asText();
            }
            JsonNode at = pod;
            for (String step : path.split("\\.", -1)) {
                at = at.path(step);
            }
            return at.asText();
        }

        private static String all(JsonNode map) {
            StringBuilder lines = new StringBuilder();
            map.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> lines.append(lines.length() == 0 ? "" : "\n")
                            .append(entry.getKey())
                            .append('=')
                            .append(new String(Json.bytes(entry.getValue()), UTF_8)));
            return lines.toString();
        }
    }
}
