package dev.docket.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.broker.EmbeddedBroker;
import dev.docket.store.ChangelogSettings;
import dev.docket.store.IndexedStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However an instance came to its state, its index is what a recount of everything that was sent gives. */
class IndexedStoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final TreeMap<String, String> model = new TreeMap<>();
    private final Random random = new Random(7);
    private EmbeddedBroker broker;
    private KafkaProducer<String, String> producer;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(StoreInstance.INPUT, 1, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void keepsItsIndexOverAStopAndAStart(IndexedStores.Kind kind) {
        try (StoreInstance instance = instance(kind, "a", 0)) {
            send(400);
            awaitModel(instance);
        }
        try (StoreInstance instance = instance(kind, "a", 0)) {
            awaitModel(instance);
            // On disk nothing had to be read again, so this index was made from the headers there.
            assertThat(instance.restored()).isEqualTo(kind == IndexedStores.Kind.ROCKSDB ? 0 : 400L);
            send(100);
            awaitModel(instance);
        }
    }

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void restoresItsIndexFromTheChangelogWhenTheDirectoryIsLost(IndexedStores.Kind kind) throws Exception {
        try (StoreInstance instance = instance(kind, "a", 0)) {
            send(400);
            awaitModel(instance);
        }
        try (StoreInstance instance = instance(kind, "b", 0)) {
            awaitModel(instance);
            assertThat(instance.restored()).isEqualTo(400);
        }
        try (Admin admin = admin()) {
            ConfigResource changelog = new ConfigResource(ConfigResource.Type.TOPIC, StoreInstance.CHANGELOG);
            Map<String, String> settings = new HashMap<>();
            admin.describeConfigs(List.of(changelog))
                    .all()
                    .get()
                    .get(changelog)
                    .entries()
                    .forEach(entry -> settings.put(entry.name(), entry.value()));
            assertThat(settings)
                    .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, "compact")
                    .containsEntry(TopicConfig.SEGMENT_BYTES_CONFIG, "33554432")
                    .containsEntry(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        }
    }

    @Test
    void restoresEverythingWhenItsStateIsTooOldToBeCaughtUp() throws Exception {
        try (StoreInstance instance = instance(IndexedStores.Kind.ROCKSDB, "a", 0)) {
            send(200);
            awaitModel(instance);
        }
        try (Stream<Path> files = Files.walk(directory.resolve("a"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ChangelogSettings.DELETIONS_KEPT)));
            }
        }
        try (StoreInstance instance = instance(IndexedStores.Kind.ROCKSDB, "a", 0)) {
            awaitModel(instance);
            assertThat(instance.restored()).isEqualTo(200);
            send(100);
            awaitModel(instance);
        }
    }

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void hasAWarmIndexWhenAStandbyIsPromoted(IndexedStores.Kind kind) {
        StoreInstance active = instance(kind, "a", 1);
        try (StoreInstance standby = instance(kind, "b", 1)) {
            send(300);
            awaitModel(active);
            awaitModel(standby); // answered by the standby itself: nothing asks the other instance

            active.close();
            long restoredBefore = standby.restored();
            send(200);
            awaitModel(standby);
            assertThat(standby.isActive()).isTrue();
            assertThat(standby.restored() - restoredBefore)
                    .as("what was left to restore")
                    .isLessThan(50);
            assertThat(standby.openings())
                    .as("the promoted store is the standby's, still open")
                    .isEqualTo(1);
        } finally {
            active.close();
        }
    }

    @Test
    void followsATaskBackAndForth() {
        IndexedStores.Kind kind = IndexedStores.Kind.ROCKSDB;
        StoreInstance one = instance(kind, "a", 1);
        StoreInstance two = instance(kind, "b", 1);
        try {
            send(100);
            awaitModel(one);
            awaitModel(two);
            one.close();
            send(100);
            awaitModel(two);
            one = instance(kind, "a", 1);
            awaitModel(one);
            two.close();
            send(100);
            awaitModel(one);
            two = instance(kind, "b", 1);
            awaitModel(two);
        } finally {
            one.close();
            two.close();
        }
    }

    private StoreInstance instance(IndexedStores.Kind kind, String name, int standbys) {
        return StoreInstance.start(kind, broker.bootstrapServers(), directory.resolve(name), standbys);
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    /** Lives of executions, in a disorder that has them overlap: pending with payload, active without, gone. */
    private void send(int records) {
        for (int i = 0; i < records; i++) {
            String key = "k" + random.nextInt(60);
            String header = model.get(key);
            String value;
            if (header == null) {
                value = "pending-" + sent++ + ":" + "script ".repeat(random.nextInt(300));
            } else if (header.startsWith("pending")) {
                value = "active-" + sent++ + ":";
            } else {
                value = null;
            }
            producer.send(new ProducerRecord<>(StoreInstance.INPUT, key, value));
            if (value == null) {
                model.remove(key);
            } else {
                model.put(key, new String(StoreInstance.headerOf(value), StandardCharsets.UTF_8));
            }
        }
        producer.flush();
    }

    private void awaitModel(StoreInstance instance) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.headers()).isEqualTo(model));
    }
}
