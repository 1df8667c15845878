package dev.docket.config;

import dev.docket.serde.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Which installation a program belongs to, and how its clients reach Kafka: producers write with {@code acks=all} and
 * idempotence, consumers read committed records only and commit by hand.
 *
 * @param name the name of the installation
 * @param servers where Kafka is
 * @param kafka what goes to Kafka as it is
 */
public record Installation(String name, List<HostPort> servers, KafkaSettings kafka) {

    /**
     * The largest record that a producer of Docket sends, in bytes: requests are at most 1 MiB, and what is made of one
     * is little larger. Topics accept {@link #MAX_BATCH_BYTES}.
     */
    public static final int MAX_RECORD_BYTES = 3 * 1024 * 1024;

    /** The largest batch that the topics accept, in bytes; above the largest record by more than any header. */
    public static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** {@code installation}. */
    public static final Setting<String> NAME = Setting.of(
            "installation",
            Kind.text(Topics.INSTALLATION, "1 to 40 lower-case letters, digits and inner hyphens"),
            Topics.DEFAULT_INSTALLATION,
            "The name of the installation; it prefixes topics, application id, consumer groups and Pod names.");

    /** {@code bootstrap.servers}. */
    public static final Setting<List<HostPort>> SERVERS =
            Setting.of("bootstrap.servers", Kind.hostPorts(), "localhost:9092", "Where Kafka is.");

    /** What every program of an installation needs. */
    public static final Schema SCHEMA = new Schema(
            List.of(NAME, SERVERS),
            List.of(),
            Set.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    ProducerConfig.ACKS_CONFIG,
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    // The coordinator refuses what does not lie where Kafka's own hash of the key puts it.
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG));

    public Installation {
        servers = List.copyOf(servers);
    }

    /** What the settings say. */
    public static Installation from(Settings settings) {
        return new Installation(settings.get(NAME), settings.get(SERVERS), settings.kafka());
    }

    /** The topics of this installation. */
    public Topics topics() {
        return new Topics(name);
    }

    /** {@code host:port,host:port}. */
    public String bootstrapServers() {
        return servers.stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    /** The settings of an admin client; a new map. */
    public Map<String, Object> adminClient() {
        return client(kafka.admin());
    }

    /** The settings of a producer, without serializers; a new map. */
    public Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        settings.putAll(client(kafka.producer()));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /** The settings of a consumer, without deserializers and group; a new map. */
    public Map<String, Object> consumer() {
        Map<String, Object> settings = client(kafka.consumer());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private Map<String, Object> client(Map<String, String> given) {
        Map<String, Object> settings = new HashMap<>(given);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return settings;
    }
}
