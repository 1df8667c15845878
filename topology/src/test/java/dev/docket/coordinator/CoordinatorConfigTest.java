package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.docket.config.HostPort;
import dev.docket.config.InvalidSettingsException;
import dev.docket.config.SettingFault;
import dev.docket.config.SettingsReader;
import dev.docket.queue.Rules;
import dev.docket.store.IndexedStores;
import dev.docket.store.RocksDbMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorConfigTest {

    private static final HostPort HERE = new HostPort("127.0.0.1", 8080);

    @Test
    void defaultsAreTheRulesOfTheQueue() {
        CoordinatorConfig config = config(Map.of());

        assertThat(config.rules()).isEqualTo(Rules.DEFAULTS);
        assertThat(config.topics().partitions()).isEqualTo(12);
        assertThat(config.http().listen()).isEqualTo(HERE);
    }

    @Test
    void everySettingOfARuleReachesIt() {
        CoordinatorConfig config = config(Map.ofEntries(
                Map.entry("queue.max-active", "1"),
                Map.entry("queue.max-per-user", "2"),
                Map.entry("queue.max-pending", "3"),
                Map.entry("queue.max-pending-bytes", "4"),
                Map.entry("request.max-bytes", "5000"),
                Map.entry("request.max-script-bytes", "6"),
                Map.entry("request.max-timeout", "7s"),
                Map.entry("request.stale-timeout", "8s"),
                Map.entry("pending.timeout", "9s"),
                Map.entry("finished.retention", "10h"),
                Map.entry("finished.max", "11"),
                Map.entry("early-cancel.retention", "12s"),
                Map.entry("early-cancel.max", "13"),
                Map.entry("launch.timeout", "14s"),
                Map.entry("launch.start-grace", "15s"),
                Map.entry("execution.end-grace", "16s"),
                Map.entry("work.max-commands", "17"),
                Map.entry("work.max-command-bytes", "18"),
                Map.entry("work.max-due", "19")));

        assertThat(config.rules().toString())
                .contains("maxActive=1,", "maxPerUser=2,", "maxPending=3,", "maxPendingBytes=4,")
                .contains("maxRequestBytes=5000", "maxScriptBytes=6", "maxTimeoutSeconds=7")
                .contains("staleTimeout=PT8S", "pendingTimeout=PT9S", "finishedRetention=PT10H", "maxFinished=11")
                .contains("earlyCancelRetention=PT12S", "maxEarlyCancels=13")
                .contains("launchTimeout=PT14S", "startGrace=PT15S", "endGrace=PT16S")
                .contains("maxCommands=17", "maxCommandBytes=18", "maxDue=19");
    }

    @Test
    void refusesWhatWouldForgetOrRunTwice() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> config(Map.of(
                        "request.stale-timeout", "8d",
                        "finished.retention", "8d",
                        "launch.timeout", "7d",
                        "request.max-bytes", "1024",
                        "http.host", "0.0.0.0")));

        assertThat(refused.faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder(
                        "finished.retention",
                        "topics.command-retention",
                        "topics.request-retention",
                        "request.max-script-bytes",
                        "http.host");
    }

    @Test
    void refusesAnotherPartitionerBecauseRecordsMustLieWhereTheirKeySays() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> config(Map.of(
                        "kafka.partitioner.class", "x",
                        "kafka.producer.partitioner.class", "x",
                        "kafka.producer.partitioner.ignore.keys", "true")));

        assertThat(refused.faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder(
                        "kafka.partitioner.class",
                        "kafka.producer.partitioner.class",
                        "kafka.producer.partitioner.ignore.keys");
    }

    @Test
    void streamsSettingsKeepTheGuaranteesAndLetTheRestBeOverridden() {
        Properties properties = StreamsSettings.of(
                config(Map.of(
                        "installation", "night",
                        "kafka.producer.linger.ms", "9",
                        "kafka.session.timeout.ms", "45000")),
                HERE);

        StreamsConfig streams = new StreamsConfig(properties);
        assertThat(streams.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("night.coordinator");
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(streams.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG)).isEqualTo("classic");
        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(25);
        assertThat(streams.getProducerConfigs("p"))
                .containsEntry("linger.ms", "9")
                .containsEntry("transaction.timeout.ms", 20000)
                .containsEntry("retry.backoff.ms", 5);
        assertThat(streams.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("session.timeout.ms", "45000")
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void whoFollowsAChangelogWaitsForMoreThanARecordButNotForLong() {
        StreamsConfig streams = new StreamsConfig(StreamsSettings.of(config(Map.of()), HERE));

        assertThat(streams.getKafkaClientSupplier()).isInstanceOf(StreamsClients.class);
        assertThat(streams.getRestoreConsumerConfigs("c"))
                .containsEntry("fetch.min.bytes", 65_536)
                .containsEntry("fetch.max.wait.ms", 100);
        assertThat(streams.getMainConsumerConfigs("g", "c", 0))
                .doesNotContainKeys("fetch.min.bytes", "fetch.max.wait.ms");
    }

    @Test
    void whoDealsOutThePartitionsHasNothingToWarnOfEither() {
        StreamsConfig streams = new StreamsConfig(StreamsSettings.of(config(Map.of()), HERE));

        assertThat(streams.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("processing.exception.handler.global.enabled", true);
    }

    @Test
    void docketsOwnAssignorMakesWayForAnotherOrForKafkaStreamsOwn() {
        assertThat(assignor(Map.of())).isEqualTo("dev.docket.coordinator.assignment.KeepingTaskAssignor");
        assertThat(assignor(Map.of("kafka.task.assignor.class", "org.example.Other")))
                .isEqualTo("org.example.Other");
        assertThat(assignor(Map.of("kafka.task.assignor.class", ""))).isNull();
    }

    private static @Nullable String assignor(Map<String, String> flags) {
        return new StreamsConfig(StreamsSettings.of(config(flags), HERE))
                .getString(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.processing.exception.handler",
                "kafka.production.exception.handler",
                "kafka.default.production.exception.handler",
                "kafka.producer.partitioner.class",
                "kafka.partitioner.ignore.keys"
            })
    void whatWouldKeepHalfOfADecisionOrMoveAQueueCannotBeGiven(String name) {
        assertThatThrownBy(() -> config(Map.of(name, "org.example.Other")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name);
    }

    @Test
    void refusesMemoryForTheStateThatIsNoNumberOrTooLittle() {
        InvalidSettingsException refused = catchThrowableOfType(
                InvalidSettingsException.class,
                () -> config(Map.of("state.rocksdb-memory-bytes", "192 MB", "state.write-behind-bytes", "-1")));

        assertThat(refused.faults())
                .extracting(SettingFault::toString)
                .containsExactly(
                        "state.rocksdb-memory-bytes: given '192 MB' (flag);"
                                + " allowed: a whole number from 8388608 to 1099511627776",
                        "state.write-behind-bytes: given '-1' (flag); allowed: a whole number from 0 to 1099511627776");
    }

    @Test
    void memoryForTheStateReachesTheStoreUnderItsOwnNames() {
        assertThat(StreamsSettings.of(
                        config(Map.of("state.rocksdb-memory-bytes", "16777216", "state.write-behind-bytes", "0")),
                        HERE))
                .containsEntry(RocksDbMemory.BYTES_CONFIG, 16_777_216L)
                .containsEntry(IndexedStores.WRITE_BEHIND_BYTES_CONFIG, 0L);
    }

    @Test
    void withoutASettingTheStoreItselfSaysHowMuchHeapItTakes() {
        assertThat(StreamsSettings.of(config(Map.of()), HERE))
                .containsEntry(RocksDbMemory.BYTES_CONFIG, RocksDbMemory.DEFAULT_BYTES)
                .doesNotContainKey(IndexedStores.WRITE_BEHIND_BYTES_CONFIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka.docket.rocksdb.memory.bytes", "kafka.docket.write-behind.bytes"})
    void whatTheStoreReadsCannotBeGivenPastTheSettingThatIsChecked(String name) {
        assertThatThrownBy(() -> config(Map.of(name, "lots")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(name);
    }

    @Test
    void theThroughputProfileCompressesAndBatches() {
        StreamsConfig streams =
                new StreamsConfig(StreamsSettings.of(config(Map.of("streams.profile", "throughput")), HERE));

        assertThat(streams.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(100);
        assertThat(streams.getProducerConfigs("p")).containsEntry("compression.type", "lz4");
    }

    static CoordinatorConfig config(Map<String, String> flags) {
        return CoordinatorConfig.from(new SettingsReader(CoordinatorSettings.SCHEMA)
                .flags(new HashMap<>(flags))
                .read());
    }
}
