package dev.docket.coordinator;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as Docket makes it.
 *
 * @param name its name
 * @param partitions how many partitions
 * @param replicationFactor how many replicas of each
 * @param settings topic settings, by Kafka's names
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> settings) {

    public TopicSpec {
        settings = Map.copyOf(settings);
    }

    NewTopic newTopic() {
        return new NewTopic(name, partitions, replicationFactor).configs(settings);
    }
}
