package dev.docket.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The context of a task without a task: takes one registration, as Kafka Streams does, and can restore through it. */
final class TestContext implements StateStoreContext {

    static final TaskId TASK = new TaskId(0, 3);
    static final String INPUT = "input";

    private final MockProcessorContext<Void, Void> mock;
    private final Map<String, Object> configs = new HashMap<>();
    private Optional<RecordMetadata> record = Optional.empty();
    private StateRestoreCallback restore;
    private CommitCallback commit;

    StateStore registered;

    TestContext(Path stateDir) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        mock = new MockProcessorContext<>(properties, TASK, stateDir.toFile());
        configs.putAll(mock.appConfigs());
    }

    /** The context of the next opening in the same process: other registrations, the same metrics. */
    TestContext(TestContext before) {
        mock = before.mock;
        configs.putAll(before.configs);
    }

    TestContext with(String name, Object value) {
        configs.put(name, value);
        return this;
    }

    void restore(List<KeyValue<byte[], byte[]>> batch) {
        ((BatchingStateRestoreCallback) restore).restoreAll(batch);
    }

    boolean hasCommitCallback() {
        return commit != null;
    }

    void commit() {
        try {
            commit.onCommit();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void handling(long offset) {
        record = Optional.of(new RecordMetadata() {
            @Override
            public String topic() {
                return INPUT;
            }

            @Override
            public int partition() {
                return TASK.partition();
            }

            @Override
            public long offset() {
                return offset;
            }
        });
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restoreCallback) {
        register(store, restoreCallback, null);
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restoreCallback, CommitCallback commitCallback) {
        if (registered != null) {
            throw new IllegalArgumentException("Store " + store.name() + " has already been registered.");
        }
        registered = store;
        restore = restoreCallback;
        commit = commitCallback;
    }

    @Override
    public String applicationId() {
        return mock.applicationId();
    }

    @Override
    public TaskId taskId() {
        return TASK;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return record;
    }

    @Override
    public Serde<?> keySerde() {
        return mock.keySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return mock.valueSerde();
    }

    @Override
    public File stateDir() {
        return mock.stateDir();
    }

    @Override
    public StreamsMetrics metrics() {
        return mock.metrics();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return configs;
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return mock.appConfigsWithPrefix(prefix);
    }
}
