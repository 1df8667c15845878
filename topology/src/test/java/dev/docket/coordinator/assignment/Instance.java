package dev.docket.coordinator.assignment;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.state.HostInfo;

/**
 * An instance of a {@link Fleet}, and what Kafka Streams says of it. As there, a copy stays on the disk when it is not
 * followed any more, and is still told of, with the lag that it has by then.
 */
final class Instance implements KafkaStreamsState {

    final SortedSet<TaskId> active = new TreeSet<>();

    final SortedSet<TaskId> followed = new TreeSet<>();

    /** What is missing of each task of which something is here. */
    final SortedMap<TaskId, Long> copies = new TreeMap<>();

    private final Fleet fleet;

    private final int number;

    private final int threads;

    private final Map<String, String> tags;

    Instance(Fleet fleet, int number, int threads, Map<String, String> tags) {
        this.fleet = fleet;
        this.number = number;
        this.threads = threads;
        this.tags = tags;
    }

    void has(Iterable<TaskId> tasks) {
        for (TaskId task : tasks) {
            active.add(task);
            copies.put(task, Client.RUNNING);
        }
    }

    @Override
    public ProcessId processId() {
        return new ProcessId(new UUID(0, number));
    }

    @Override
    public int numProcessingThreads() {
        return threads;
    }

    @Override
    public SortedSet<String> consumerClientIds() {
        return new TreeSet<>();
    }

    @Override
    public SortedSet<TaskId> previousActiveTasks() {
        return new TreeSet<>(active);
    }

    @Override
    public SortedSet<TaskId> previousStandbyTasks() {
        SortedSet<TaskId> others = new TreeSet<>(copies.keySet());
        others.removeAll(active);
        return others;
    }

    @Override
    public long lagFor(TaskId task) {
        return statefulTasksToLagSums().get(task);
    }

    @Override
    public SortedSet<TaskId> prevTasksByLag(String consumerClientId) {
        return new TreeSet<>();
    }

    @Override
    public Map<TaskId, Long> statefulTasksToLagSums() {
        return fleet.lags(copies);
    }

    @Override
    public Optional<HostInfo> hostInfo() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> clientTags() {
        return tags;
    }

    @Override
    public Optional<String> rackId() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "instance " + number + " active " + active + " followed " + followed + " copies " + copies;
    }
}
