package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.processor.Nodes;
import dev.docket.processor.Ownership;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Which instance has which partition, as the group last agreed: an instance that died stands here until its session has
 * timed out, and while the group agrees anew nothing may be known.
 */
public final class Owners {

    private final KafkaStreams streams;
    private final int partitions;

    /** The owners in the group of this coordinator, whose inputs have so many partitions. */
    public Owners(KafkaStreams streams, int partitions) {
        this.streams = streams;
        this.partitions = partitions;
    }

    /**
     * Who has a partition.
     *
     * @param partition the partition
     * @param active who decides for it; null where that is not known
     * @param standbys who follows it
     */
    record Owner(int partition, @Nullable HostPort active, List<HostPort> standbys) {}

    /** How many partitions there are. */
    int partitions() {
        return partitions;
    }

    /** Which partition owns this queue. */
    int partitionOf(String queue) {
        return new Ownership(partitions).ownerOf(queue);
    }

    /** Who has the partition of this queue. */
    Owner of(String queue) {
        int partition = partitionOf(queue);
        try {
            KeyQueryMetadata known = streams.queryMetadataForKey(Nodes.STORE, queue, new StringSerializer());
            if (known != null && !known.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new Owner(
                        partition,
                        address(known.activeHost()).orElse(null),
                        known.standbyHosts().stream()
                                .flatMap(host -> address(host).stream())
                                .toList());
            }
        } catch (IllegalStateException | StreamsException e) {
            // Not running yet, or no more.
        }
        return new Owner(partition, null, List.of());
    }

    /** Who has each partition, by partition; those of which nothing is known stand without owners. */
    List<Owner> all() {
        TreeMap<Integer, Owner> owners = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            owners.put(partition, new Owner(partition, null, List.of()));
        }
        for (StreamsMetadata instance : instances()) {
            HostPort host = new HostPort(instance.host(), instance.port());
            instance.topicPartitions()
                    .forEach(input -> owners.computeIfPresent(
                            input.partition(), (partition, known) -> new Owner(partition, host, known.standbys())));
        }
        for (StreamsMetadata instance : instances()) {
            HostPort host = new HostPort(instance.host(), instance.port());
            // What stands here are inputs, several to a task.
            instance.standbyTopicPartitions().stream()
                    .map(input -> input.partition())
                    .distinct()
                    .forEach(standby -> owners.computeIfPresent(
                            standby,
                            (partition, known) -> new Owner(partition, known.active(), plus(known.standbys(), host))));
        }
        return List.copyOf(owners.values());
    }

    /** Every instance in the group. */
    List<HostPort> hosts() {
        return instances().stream()
                .map(instance -> new HostPort(instance.host(), instance.port()))
                .distinct()
                .toList();
    }

    private Collection<StreamsMetadata> instances() {
        try {
            return streams.metadataForAllStreamsClients();
        } catch (IllegalStateException | StreamsException e) {
            return List.of();
        }
    }

    private static List<HostPort> plus(List<HostPort> hosts, HostPort one) {
        return Stream.concat(hosts.stream(), Stream.of(one)).toList();
    }

    private static Optional<HostPort> address(HostInfo host) {
        return host.equals(HostInfo.unavailable())
                ? Optional.empty()
                : Optional.of(new HostPort(host.host(), host.port()));
    }
}
