package dev.docket.coordinator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done on the Kafka cluster before Kafka Streams starts: topics that are missing are made, all of them are looked
 * at, and one transaction is tried. Everything that is wrong comes back in one exception. Any number of coordinators may
 * do this at once.
 *
 * <p>Errors: each step has a time limit; brokers that do not answer are one fault, not a wait.
 */
public final class StartChecks {

    /** How long brokers may take to answer one question. */
    public static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final CoordinatorConfig config;

    private final Duration limit;

    private final Function<Map<String, Object>, Admin> clients;

    public StartChecks(CoordinatorConfig config) {
        this(config, LIMIT);
    }

    /**
     * @param config the coordinator's configuration
     * @param limit how long brokers may take to answer one question
     */
    public StartChecks(CoordinatorConfig config, Duration limit) {
        this(config, limit, Admin::create);
    }

    /** @param clients makes a client of these settings */
    StartChecks(CoordinatorConfig config, Duration limit, Function<Map<String, Object>, Admin> clients) {
        this.config = config;
        this.limit = limit;
        this.clients = clients;
    }

    /**
     * Makes the topics that are missing, and leaves the others as they are.
     *
     * @return the names of those that were made
     * @throws StartRefusedException if one cannot be made, or no broker answers
     */
    public List<String> createTopics() {
        try (Admin admin = connect()) {
            Creation creation = create(admin);
            refuseFor(creation.faults());
            refuseFor(unknown(creation.there(), lookUntilFound(admin, creation.there())));
            return creation.made();
        }
    }

    /**
     * Makes the topics that are missing and checks everything.
     *
     * @param instance what tells this instance from the others, such as where it listens
     * @param changelog the name of the store's changelog, which is checked if it is there
     * @throws StartRefusedException if anything is wrong, with all of it
     */
    public void run(String instance, String changelog) {
        List<StartFault> faults = new ArrayList<>();
        try (Admin admin = connect()) {
            Creation creation = create(admin);
            faults.addAll(creation.faults());
            TopicChecks checks = new TopicChecks(config);
            List<FoundTopic> found = lookUntilFound(admin, creation.there());
            faults.addAll(unknown(creation.there(), found));
            found.forEach(checks::check);
            look(admin, List.of(changelog)).forEach(checks::checkChangelog);
            faults.addAll(checks.faults());
            faults.addAll(compareReadPositions(admin, found));
        } catch (KafkaException e) {
            faults.add(new StartFault("Kafka", reason(e), "leave to describe and create the installation's topics"));
        }
        new TransactionProbe(config.installation(), instance.replaceAll("[^A-Za-z0-9._-]", "-"), limit)
                .run()
                .ifPresent(faults::add);
        refuseFor(faults);
    }

    private List<StartFault> compareReadPositions(Admin admin, List<FoundTopic> found) {
        Map<String, Integer> partitions = found.stream()
                .filter(topic -> config.installation().topics().inputs().contains(topic.name()))
                .collect(Collectors.toMap(FoundTopic::name, FoundTopic::partitions));
        Map<TopicPartition, Long> read = new HashMap<>();
        answer(admin.listConsumerGroupOffsets(StreamsSettings.applicationId(config.installation()))
                        .partitionsToOffsetAndMetadata())
                .forEach((partition, committed) -> {
                    if (committed != null && partition.partition() < partitions.getOrDefault(partition.topic(), 0)) {
                        read.put(partition, committed.offset());
                    }
                });
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(read.keySet().stream()
                                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ReadPositions.faults(read, ends);
    }

    private void refuseFor(List<StartFault> faults) {
        if (!faults.isEmpty()) {
            throw new StartRefusedException(config.installation().bootstrapServers(), faults);
        }
    }

    private Admin connect() {
        Map<String, Object> settings = config.installation().adminClient();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(5_000, limit.toMillis()));
        try {
            Admin admin = clients.apply(settings);
            try {
                answer(admin.describeCluster().nodes());
                return admin;
            } catch (RuntimeException e) {
                admin.close(Duration.ZERO);
                throw e;
            }
        } catch (TimeoutException e) {
            throw refused("no broker answered within " + limit.toSeconds() + " s");
        } catch (KafkaException e) {
            throw refused(reason(e));
        }
    }

    private StartRefusedException refused(String found) {
        return new StartRefusedException(
                config.installation().bootstrapServers(),
                List.of(new StartFault("Kafka", found, "a cluster that can be reached with these settings")));
    }

    /**
     * What came of making the topics.
     *
     * @param made those that were made here
     * @param there those that are there now, whoever made them, as the installation lists them
     * @param faults why others are not
     */
    private record Creation(List<String> made, List<String> there, List<StartFault> faults) {}

    private Creation create(Admin admin) {
        List<TopicSpec> specs = InstallationTopics.of(config);
        List<String> there = new ArrayList<>(config.installation().topics().all());
        Set<String> known = describe(admin, there).keySet();
        List<NewTopic> missing = specs.stream()
                .filter(spec -> !known.contains(spec.name()))
                .map(TopicSpec::newTopic)
                .toList();
        List<String> made = new ArrayList<>();
        Map<String, List<String>> notMade = new LinkedHashMap<>();
        admin.createTopics(missing).values().forEach((name, creation) -> {
            try {
                answer(creation);
                made.add(name);
                LOG.atInfo().addKeyValue("topic", name).log("topic created");
            } catch (TopicExistsException e) {
                LOG.atDebug().addKeyValue("topic", name).log("topic created by another");
            } catch (KafkaException e) {
                notMade.computeIfAbsent(reason(e), reason -> new ArrayList<>()).add(name);
            }
        });
        List<StartFault> faults = new ArrayList<>();
        notMade.forEach((reason, names) -> {
            faults.add(new StartFault(
                    "topics " + String.join(", ", new TreeSet<>(names)),
                    "missing, and cannot be made: " + reason,
                    "that they are there or can be made with "
                            + CoordinatorSettings.REPLICATION_FACTOR.name() + "="
                            + config.topics().replicationFactor()));
            there.removeAll(names);
        });
        return new Creation(made, there, faults);
    }

    /** Looks again while one is not found: a topic that was just made is not yet known to every broker. */
    private List<FoundTopic> lookUntilFound(Admin admin, List<String> names) {
        long end = System.nanoTime() + limit.toNanos();
        List<FoundTopic> found = look(admin, names);
        while (found.size() < names.size() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            found = look(admin, names);
        }
        return found;
    }

    /** What is not found in time is not checked, and nothing starts unchecked. */
    private List<StartFault> unknown(List<String> names, List<FoundTopic> found) {
        Set<String> known = found.stream().map(FoundTopic::name).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new StartFault(
                        "topic " + name,
                        "made, but not known to all brokers within " + limit.toSeconds() + " s",
                        "brokers that tell each other of topics"))
                .toList();
    }

    /** Those of the topics that the brokers asked know, in the order of the names. */
    private List<FoundTopic> look(Admin admin, List<String> names) {
        Map<String, TopicDescription> descriptions = describe(admin, names);
        Map<String, KafkaFuture<Config>> configs = new HashMap<>();
        admin.describeConfigs(descriptions.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values()
                .forEach((resource, topicConfig) -> configs.put(resource.name(), topicConfig));
        List<FoundTopic> found = new ArrayList<>();
        descriptions.forEach((name, description) -> Optional.ofNullable(configs.get(name))
                .flatMap(topicConfig -> ifKnown(name, topicConfig))
                .ifPresent(topicConfig -> found.add(found(description, topicConfig))));
        found.sort(Comparator.comparingInt(topic -> names.indexOf(topic.name())));
        return found;
    }

    private static FoundTopic found(TopicDescription description, Config config) {
        return new FoundTopic(
                description.name(),
                description.partitions().size(),
                description.partitions().get(0).replicas().size(),
                config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
        Map<String, TopicDescription> known = new HashMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, description) -> ifKnown(name, description).ifPresent(found -> known.put(name, found)));
        return known;
    }

    /** What a broker says of a topic; empty if it does not know the topic, or not yet. */
    private static <T> Optional<T> ifKnown(String topic, KafkaFuture<T> future) {
        try {
            return Optional.of(answer(future));
        } catch (UnknownTopicOrPartitionException e) {
            LOG.atDebug().addKeyValue("topic", topic).log("no such topic");
            return Optional.empty();
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }

    private static String reason(KafkaException e) {
        return Optional.ofNullable(e.getCause())
                .map(Throwable::getMessage)
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }
}
