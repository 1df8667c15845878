package dev.docket.coordinator;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/** What runs inside a coordinator: the queue, as a Kafka Streams application. */
public interface Wiring {

    /** The name of the store, after which Kafka Streams names the changelog. */
    String storeName();

    /**
     * The topology.
     *
     * @param config the coordinator's configuration
     * @param meters where it counts
     */
    Topology topology(CoordinatorConfig config, MeterRegistry meters);

    /** Runs, where nobody sees it, what will have to run fast when this instance takes over; takes a second or so. */
    default void rehearse(CoordinatorConfig config) {}

    /** Settings of Kafka Streams that the topology depends on, such as its exception handlers. */
    default Map<String, Object> streamsSettings() {
        return Map.of();
    }
}
