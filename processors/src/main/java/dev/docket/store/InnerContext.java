package dev.docket.store;

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
import org.jspecify.annotations.Nullable;

/**
 * The context that the inner store is shown. A store may be registered once, and ours has to be, with a restore callback
 * that keeps the index; so the inner store's registration ends here. Its commit callback is kept: it saves the position.
 */
final class InnerContext implements StateStoreContext {

    private final StateStoreContext outer;
    private @Nullable CommitCallback commitCallback;

    InnerContext(StateStoreContext outer) {
        this.outer = outer;
    }

    /** Registers the store with a restore callback of our own and whatever the inner store wants done on commit. */
    void registerOurs(StateStore root, StateRestoreCallback restoreCallback) {
        CommitCallback kept = commitCallback;
        if (kept == null) {
            outer.register(root, restoreCallback);
        } else {
            outer.register(root, restoreCallback, kept);
        }
    }

    @Override
    public void register(StateStore store, StateRestoreCallback stateRestoreCallback) {
        // Restoring is ours.
    }

    @Override
    public void register(StateStore store, StateRestoreCallback stateRestoreCallback, CommitCallback callback) {
        commitCallback = callback;
    }

    @Override
    public String applicationId() {
        return outer.applicationId();
    }

    @Override
    public TaskId taskId() {
        return outer.taskId();
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return outer.recordMetadata();
    }

    @Override
    public Serde<?> keySerde() {
        return outer.keySerde();
    }

    @Override
    public Serde<?> valueSerde() {
        return outer.valueSerde();
    }

    @Override
    public File stateDir() {
        return outer.stateDir();
    }

    @Override
    public StreamsMetrics metrics() {
        return outer.metrics();
    }

    @Override
    public Map<String, Object> appConfigs() {
        return outer.appConfigs();
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return outer.appConfigsWithPrefix(prefix);
    }
}
