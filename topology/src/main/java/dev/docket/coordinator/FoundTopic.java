package dev.docket.coordinator;

import java.util.Map;

/**
 * A topic as it is on the cluster.
 *
 * @param name its name
 * @param partitions how many partitions
 * @param replicationFactor how many replicas the first partition has
 * @param settings the effective topic settings, by Kafka's names
 */
record FoundTopic(String name, int partitions, int replicationFactor, Map<String, String> settings) {

    FoundTopic {
        settings = Map.copyOf(settings);
    }

    String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    /** A setting that is a number; -1 if it is none. */
    long number(String name) {
        try {
            return Long.parseLong(setting(name));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
