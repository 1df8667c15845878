package dev.docket.bench.micro;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The context of a store in memory that no Kafka Streams is around: nothing is restored, counted or kept. */
final class LoneContext implements StateStoreContext {

    private static final TaskId TASK = new TaskId(0, 0);

    @Override
    public String applicationId() {
        return "bench";
    }

    @Override
    public TaskId taskId() {
        return TASK;
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return Optional.empty();
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restore) {
        // Nothing will be restored.
    }

    @Override
    public void register(StateStore store, StateRestoreCallback restore, CommitCallback commit) {
        // Nor committed.
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    @Override
    public Serde<?> keySerde() {
        throw none("serde");
    }

    @Override
    public Serde<?> valueSerde() {
        throw none("serde");
    }

    @Override
    public File stateDir() {
        throw none("directory");
    }

    @Override
    public StreamsMetrics metrics() {
        throw none("metrics");
    }

    private static UnsupportedOperationException none(String what) {
        return new UnsupportedOperationException("a store in memory needs no " + what);
    }
}
