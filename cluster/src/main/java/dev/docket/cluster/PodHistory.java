package dev.docket.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.cluster.PodLife.Ending;
import dev.docket.cluster.PodLife.Identity;
import dev.docket.cluster.store.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every Pod there ever was in a stand-in's data directory, restarts included, as an auditor wants to know it: read from
 * an append-only file that the stand-in writes beside its objects, and from nothing else.
 *
 * <p>It may be read while the stand-in runs, in this process or another; a line that is being written is left out.
 */
public final class PodHistory {
    static final String FILE = "pod-history.jsonl";

    private PodHistory() {}

    /** All Pods, in the order in which they were created; none if there is no history yet. */
    public static List<PodLife> read(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        Map<String, PodLife> lives = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return List.of();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                } else {
                    apply(event(line.toByteArray()), lives);
                    line.reset();
                }
            }
        }
        return List.copyOf(lives.values());
    }

    private static JsonNode event(byte[] line) throws IOException {
        try {
            return Json.parse(line);
        } catch (JacksonException e) {
            throw new IOException("the Pod history is damaged", e);
        }
    }

    private static void apply(JsonNode event, Map<String, PodLife> lives) {
        String uid = event.path("uid").asText();
        Instant at = Instant.parse(event.path("at").asText());
        String what = event.path("event").asText();
        if (what.equals("created")) {
            lives.putIfAbsent(uid, new PodLife(identity(uid, event), at, null, null, null));
            return;
        }
        lives.computeIfPresent(uid, (same, life) -> switch (what) {
            case "started" -> new PodLife(life.identity(), life.createdAt(), at, life.ending(), life.removedAt());
            case "ended" ->
                new PodLife(life.identity(), life.createdAt(), life.startedAt(), ending(at, event), life.removedAt());
            case "removed" -> new PodLife(life.identity(), life.createdAt(), life.startedAt(), life.ending(), at);
            default -> life;
        });
    }

    private static Identity identity(String uid, JsonNode event) {
        return new Identity(
                uid,
                event.path("namespace").asText(),
                event.path("name").asText(),
                strings(event.path("labels")),
                strings(event.path("annotations")));
    }

    private static Ending ending(Instant at, JsonNode event) {
        return new Ending(
                at,
                event.path("phase").asText(),
                event.path("reason").asText(),
                event.path("exitCode").asInt());
    }

    private static Map<String, String> strings(JsonNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
