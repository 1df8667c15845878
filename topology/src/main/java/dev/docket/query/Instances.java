package dev.docket.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coordinators of an installation.
 *
 * @param instances each of them, by address
 */
public record Instances(List<Instance> instances) {

    /**
     * One coordinator.
     *
     * @param address where it answers
     * @param self whether it is the one that was asked
     * @param state what Kafka Streams does there; absent if it cannot be reached
     * @param active the partitions it decides for
     * @param standby the partitions it follows, to take over
     * @param unreachable true if it did not answer; what stands here is then what others know of it
     */
    public record Instance(
            String address,
            boolean self,
            @Nullable String state,
            List<ActivePartition> active,
            List<StandbyPartition> standby,
            @Nullable Boolean unreachable) {}

    /**
     * A partition that an instance decides for.
     *
     * @param partition the partition
     * @param queues the queues in it that have any entry, by name, at most {@link #MOST_QUEUES}; absent where they
     *     cannot be told
     * @param queueCount how many there are; absent where that cannot be told
     */
    public record ActivePartition(
            int partition,
            @Nullable List<String> queues,
            @Nullable Integer queueCount) {}

    /**
     * A partition that an instance follows.
     *
     * @param partition the partition
     * @param records how many records of the changelog it may be behind; absent where that is not known
     * @param asOf when the latest change that it has was decided; absent where there is none
     */
    public record StandbyPartition(
            int partition, @Nullable Long records, @Nullable Instant asOf) {}

    /** How many queues of a partition are named. */
    static final int MOST_QUEUES = 100;
}
