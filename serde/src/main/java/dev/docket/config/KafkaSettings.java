package dev.docket.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was given under {@code kafka.}, without that prefix, to be handed to Kafka as it is: {@code security.protocol} goes
 * to every client, {@code producer.linger.ms} to producers only, as in Kafka Streams.
 *
 * @param entries names and values
 */
public record KafkaSettings(Map<String, String> entries) {

    /** Nothing was given. */
    public static final KafkaSettings NONE = new KafkaSettings(Map.of());

    private static final List<String> CLIENTS =
            List.of("producer.", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "admin.");

    public KafkaSettings {
        entries = Map.copyOf(entries);
    }

    /** For a Kafka Streams application, which knows the prefixes itself. */
    public Map<String, String> streams() {
        return entries;
    }

    /** For a producer. */
    public Map<String, String> producer() {
        return client("producer.");
    }

    /** For a consumer. */
    public Map<String, String> consumer() {
        return client("consumer.");
    }

    /** For an admin client. */
    public Map<String, String> admin() {
        return client("admin.");
    }

    private Map<String, String> client(String prefix) {
        Map<String, String> own = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            if (CLIENTS.stream().noneMatch(name::startsWith)) {
                own.put(name, value);
            }
        });
        entries.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }

    /** Without the values, some of which are secrets. */
    @Override
    public String toString() {
        return "KafkaSettings" + entries.keySet();
    }
}
