package dev.docket.bench.state;

import dev.docket.bench.rig.Await;
import dev.docket.config.HostPort;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.StreamsSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;

/** Kafka Streams as a coordinator runs it, without the coordinator around it; it tells how long its restore took. */
public final class Instance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final Watch watch = new Watch();

    private Instance(Topology topology, Properties settings) {
        streams = new KafkaStreams(topology, new StreamsConfig(settings));
        streams.setGlobalStateRestoreListener(watch);
        streams.start();
    }

    /**
     * A restore that is over.
     *
     * @param records how many were read
     * @param nanos from its start to its end
     */
    public record Restored(long records, long nanos) {

        /** Records in a second. */
        public double rate() {
            return records * 1e9 / nanos;
        }
    }

    /** Starts the coordinator's own topology. */
    public static Instance queue(CoordinatorConfig config) {
        return new Instance(new QueueWiring().topology(config, new SimpleMeterRegistry()), settings(config));
    }

    /** Starts another one over the same changelog, its stores as Kafka Streams makes them. */
    static Instance other(CoordinatorConfig config, Topology topology) {
        Properties settings = settings(config);
        settings.remove(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG);
        return new Instance(topology, settings);
    }

    private static Properties settings(CoordinatorConfig config) {
        return StreamsSettings.of(config, new HostPort("127.0.0.1", 1));
    }

    /** To be asked. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Waits until it has restored something and runs. */
    public Restored restored() throws Exception {
        Await.until(
                "a restore", PATIENCE, () -> watch.restored != null && streams.state() == KafkaStreams.State.RUNNING);
        Restored restored = watch.restored;
        if (restored == null) {
            throw new IllegalStateException("a restore that was over is not");
        }
        return restored;
    }

    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(DRAIN));
    }

    private static final class Watch implements StateRestoreListener {

        private volatile long begun;
        volatile @Nullable Restored restored;

        @Override
        public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
            begun = System.nanoTime();
        }

        @Override
        public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
            // The end tells how many there were.
        }

        @Override
        public void onRestoreEnd(TopicPartition changelog, String store, long total) {
            restored = new Restored(total, System.nanoTime() - begun);
        }
    }
}
