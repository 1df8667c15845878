package dev.docket.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a program.
 *
 * @param settings in the order in which they are described
 * @param rules what must hold between them
 * @param ownKafkaNames what the program tells Kafka itself, so that nobody may give it under {@code kafka.}; with the
 *     prefix of a client ({@code producer.acks}) or for all of them ({@code isolation.level})
 */
public record Schema(List<Setting<?>> settings, List<Rule> rules, Set<String> ownKafkaNames) {

    /**
     * @throws IllegalArgumentException if two settings share a name
     */
    public Schema {
        settings = List.copyOf(settings);
        rules = List.copyOf(rules);
        ownKafkaNames = Set.copyOf(ownKafkaNames);
        if (settings.stream().map(Setting::name).distinct().count() != settings.size()) {
            throw new IllegalArgumentException("two settings share a name");
        }
    }

    /** The settings of both, for a process in which two programs run. What they share stands once. */
    public Schema and(Schema other) {
        Set<Setting<?>> both = new LinkedHashSet<>(settings);
        both.addAll(other.settings);
        Set<Rule> all = new LinkedHashSet<>(rules);
        all.addAll(other.rules);
        Set<String> own = new LinkedHashSet<>(ownKafkaNames);
        own.addAll(other.ownKafkaNames);
        return new Schema(List.copyOf(both), List.copyOf(all), own);
    }

    Optional<Setting<?>> named(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }
}
