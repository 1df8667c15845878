package dev.docket.coordinator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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

    public StartChecks(CoordinatorConfig config) {
        this(config, LIMIT);
    }

    /**
     * @param config the coordinator's configuration
     * @param limit how long brokers may take to answer one question
     */
    public StartChecks(CoordinatorConfig config, Duration limit) {
        this.config = config;
        this.limit = limit;
    }

    /**
     * Makes the topics that are missing, and leaves the others as they are.
     *
     * @return the names of those that were made
     * @throws StartRefusedException if one cannot be made, or no broker answers
     */
    public List<String> createTopics() {
        List<StartFault> faults = new ArrayList<>();
        try (Admin admin = connect()) {
            List<String> made = create(admin, faults);
            refuseFor(faults);
            return made;
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
            create(admin, faults);
            TopicChecks checks = new TopicChecks(config);
            List<FoundTopic> found = look(admin, config.installation().topics().all());
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
            Admin admin = Admin.create(settings);
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

    private List<String> create(Admin admin, List<StartFault> faults) {
        List<TopicSpec> specs = InstallationTopics.of(config);
        Set<String> there =
                describe(admin, config.installation().topics().all()).keySet();
        Map<String, TopicSpec> missing = specs.stream()
                .filter(spec -> !there.contains(spec.name()))
                .collect(Collectors.toMap(TopicSpec::name, Function.identity()));
        List<String> made = new ArrayList<>();
        Map<String, List<String>> notMade = new LinkedHashMap<>();
        Map<String, KafkaFuture<Void>> creations = admin.createTopics(
                        missing.values().stream().map(TopicSpec::newTopic).toList())
                .values();
        creations.forEach((name, creation) -> {
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
        notMade.forEach((reason, names) -> {
            faults.add(new StartFault(
                    "topics " + String.join(", ", new TreeSet<>(names)),
                    "missing, and cannot be made: " + reason,
                    "that they are there or can be made with "
                            + CoordinatorSettings.REPLICATION_FACTOR.name() + "="
                            + config.topics().replicationFactor()));
            names.forEach(missing::remove);
        });
        awaitKnown(admin, missing.keySet());
        return made;
    }

    /** A topic that was just made is not yet known to every broker. */
    private void awaitKnown(Admin admin, Set<String> names) {
        long end = System.nanoTime() + limit.toNanos();
        while (!describe(admin, names).keySet().containsAll(names) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private List<FoundTopic> look(Admin admin, List<String> names) {
        Map<String, TopicDescription> descriptions = describe(admin, names);
        Map<ConfigResource, Config> configs = descriptions.isEmpty()
                ? Map.of()
                : answer(admin.describeConfigs(descriptions.keySet().stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList())
                        .all());
        List<FoundTopic> found = new ArrayList<>();
        configs.forEach((resource, topicConfig) -> {
            TopicDescription description = descriptions.get(resource.name());
            if (description != null) {
                found.add(new FoundTopic(
                        resource.name(),
                        description.partitions().size(),
                        description.partitions().get(0).replicas().size(),
                        topicConfig.entries().stream()
                                .filter(entry -> entry.value() != null)
                                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
            }
        });
        found.sort((a, b) -> Integer.compare(names.indexOf(a.name()), names.indexOf(b.name())));
        return found;
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
        Map<String, TopicDescription> known = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                known.put(name, answer(description));
            } catch (UnknownTopicOrPartitionException e) {
                LOG.atDebug().addKeyValue("topic", name).log("no such topic");
            }
        });
        return known;
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
