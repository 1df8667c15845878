package dev.docket.cluster.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** JSON trees as the Kubernetes API writes them: compact, UTF-8, times in whole seconds. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Parses one JSON value.
     *
     * @throws JsonProcessingException when the bytes are not one JSON value in UTF-8
     */
    public static JsonNode parse(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /** Parses bytes that this program wrote itself; anything but an object there is a bug. */
    public static ObjectNode own(byte[] bytes) {
        try {
            return (ObjectNode) MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("own JSON cannot be read", e);
        }
    }

    /**
     * Writes a tree.
     *
     * @throws UnwritableText when a string holds half a surrogate pair, which has no form in UTF-8
     */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UnwritableText(e);
        }
    }

    /** The text at a path, or null where there is none. */
    public static @Nullable String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String step : path) {
            at = at.path(step);
        }
        return at.isTextual() ? at.textValue() : null;
    }

    /** The object under a name, made if there is none. */
    public static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode found ? found : parent.putObject(name);
    }

    /** An instant in the form of {@code metav1.Time}: RFC 3339, whole seconds, UTC. */
    public static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A string that cannot be written as UTF-8. */
    public static final class UnwritableText extends RuntimeException {
        UnwritableText(Throwable cause) {
            super("a string holds half a surrogate pair", cause);
        }
    }
}
