package dev.docket.coordinator.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.AssignmentError;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.TaskAssignment;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.apache.kafka.streams.processor.assignment.TaskTopicPartition;

/**
 * Instances that a {@link KeepingTaskAssignor} gives tasks to, in two steps as the cooperative protocol does: what somebody
 * else still has active is taken from that one first, and given in the next rebalance.
 */
final class Fleet implements ApplicationState {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static final int WARM = 100;

    /** Two copies that differ by no more are both taken for followed. */
    static final int NEAR = 10;

    static final int WARM_UPS = 4;

    static final long PROBING_MILLIS = 60_000;

    private static final long UNKNOWN = -3;

    final SortedMap<Integer, Instance> instances = new TreeMap<>();

    boolean lagsKnown = true;

    private boolean askedAgain;

    private boolean reversed;

    private final KeepingTaskAssignor assignor = new KeepingTaskAssignor(Clock.fixed(NOW, ZoneOffset.UTC));

    private final SortedMap<TaskId, Long> changelogs = new TreeMap<>();

    private final Set<TaskId> stateless;

    private final int standbys;

    private final List<String> tags;

    Fleet(int tasks, long changelog, int standbys) {
        this(tasks, changelog, standbys, Set.of(), List.of());
    }

    Fleet(int tasks, long changelog, int standbys, Set<TaskId> stateless, List<String> tags) {
        tasks(0, tasks).forEach(task -> changelogs.put(task, changelog));
        this.standbys = standbys;
        this.stateless = stateless;
        this.tags = tags;
    }

    static SortedSet<TaskId> tasks(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(partition -> new TaskId(0, partition))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Instance join(int number, int threads) {
        return join(number, threads, Map.of());
    }

    Instance join(int number, int threads, Map<String, String> clientTags) {
        Instance instance = new Instance(this, number, threads, clientTags);
        instances.put(number, instance);
        return instance;
    }

    /** Stops one; what it has on its disk can be given to the one that comes after it. */
    Map<TaskId, Long> leave(int number) {
        Instance gone = instances.get(number);
        instances.remove(number);
        Map<TaskId, Long> disk = new HashMap<>(gone.copies);
        disk.replaceAll((task, lag) -> Math.max(0, lag));
        return disk;
    }

    Instance instance(int number) {
        return instances.get(number);
    }

    /** What is written meanwhile: those that run or are followed to the end stay there, the others fall behind. */
    void write(long records) {
        changelogs.replaceAll((task, end) -> end + records);
        instances
                .values()
                .forEach(instance -> instance.copies.replaceAll((task, lag) ->
                        lag == Client.RUNNING || instance.followed.contains(task) ? lag : lag + records));
    }

    void catchUp() {
        for (Instance instance : instances.values()) {
            instance.active.forEach(task -> instance.copies.put(task, Client.RUNNING));
            instance.followed.forEach(task -> instance.copies.put(task, 0L));
        }
    }

    Assigned assign() {
        TaskAssignment assignment = assignor.assign(this);
        assertThat(TaskAssignmentUtils.validateTaskAssignment(this, assignment)).isEqualTo(AssignmentError.NONE);
        return Assigned.of(assignment);
    }

    /**
     * Rebalances until nothing has to be taken from anybody.
     *
     * @return how many tasks had to be taken from one that ran them
     */
    int rebalance() {
        int taken = 0;
        for (int round = 0; round < 5; round++) {
            Assigned assigned = assign();
            askedAgain = assigned.again().isPresent();
            int inThisRound = apply(assigned);
            taken += inThisRound;
            if (inThisRound == 0) {
                return taken;
            }
        }
        throw new AssertionError("each rebalance asks for another: " + instances);
    }

    /**
     * Rebalances as often as it is asked for, all copies being restored each time.
     *
     * @return how many tasks had to be taken from one that ran them
     */
    int settle() {
        int taken = 0;
        for (int round = 0; round < 50; round++) {
            taken += rebalance();
            catchUp();
            if (!askedAgain) {
                return taken;
            }
        }
        throw new AssertionError("no end: " + instances);
    }

    /** @return how many tasks were taken from one that ran them, and are given in the next rebalance */
    int apply(Assigned assigned) {
        Map<TaskId, Instance> owners = new HashMap<>();
        instances.values().forEach(one -> one.active.forEach(task -> owners.put(task, one)));
        Set<TaskId> taken = new HashSet<>();
        for (Instance instance : instances.values()) {
            Set<TaskId> before = new HashSet<>(instance.active);
            Set<TaskId> followed = new HashSet<>(instance.followed);
            instance.active.clear();
            instance.followed.clear();
            instance.followed.addAll(assigned.standby(instance));
            for (TaskId task : assigned.active(instance)) {
                if (owners.getOrDefault(task, instance) == instance) {
                    instance.active.add(task);
                } else {
                    taken.add(task);
                    if (followed.contains(task)) {
                        instance.followed.add(task);
                    }
                }
            }
            before.removeAll(instance.active);
            before.forEach(task -> instance.copies.put(task, Math.max(0, lag(task, instance.copies))));
            instance.active.forEach(task -> instance.copies.putIfAbsent(task, lag(task, instance.copies)));
            instance.followed.forEach(task -> instance.copies.putIfAbsent(task, lag(task, instance.copies)));
        }
        return taken.size();
    }

    Map<TaskId, Long> lags(Map<TaskId, Long> copies) {
        return changelogs.keySet().stream()
                .filter(task -> !stateless.contains(task))
                .collect(Collectors.toMap(Function.identity(), task -> reported(task, copies)));
    }

    private long reported(TaskId task, Map<TaskId, Long> copies) {
        long lag = lag(task, copies);
        return lagsKnown || lag == Client.RUNNING ? lag : UNKNOWN;
    }

    private long lag(TaskId task, Map<TaskId, Long> copies) {
        return copies.getOrDefault(task, changelogs.getOrDefault(task, 0L));
    }

    @Override
    public Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags) {
        // In another order each time, which must not matter.
        reversed = !reversed;
        Comparator<Instance> order = Comparator.comparing(Instance::processId);
        return instances.values().stream()
                .sorted(reversed ? order.reversed() : order)
                .collect(Collectors.toMap(
                        Instance::processId, instance -> instance, (one, other) -> one, LinkedHashMap::new));
    }

    @Override
    public AssignmentConfigs assignmentConfigs() {
        return new AssignmentConfigs(
                (long) WARM,
                WARM_UPS,
                standbys,
                PROBING_MILLIS,
                tags,
                OptionalInt.empty(),
                OptionalInt.empty(),
                "none");
    }

    @Override
    public Map<TaskId, TaskInfo> allTasks() {
        return changelogs.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), task -> new Info(task, !stateless.contains(task))));
    }

    /** What the assignor says, by process. */
    record Assigned(
            SortedMap<ProcessId, SortedSet<TaskId>> active,
            SortedMap<ProcessId, SortedSet<TaskId>> standby,
            Optional<Instant> again) {

        static Assigned of(TaskAssignment assignment) {
            SortedMap<ProcessId, SortedSet<TaskId>> active = new TreeMap<>();
            SortedMap<ProcessId, SortedSet<TaskId>> standby = new TreeMap<>();
            List<Instant> again = new ArrayList<>();
            for (KafkaStreamsAssignment one : assignment.assignment()) {
                active.put(one.processId(), of(one, AssignedTask.Type.ACTIVE));
                standby.put(one.processId(), of(one, AssignedTask.Type.STANDBY));
                one.followupRebalanceDeadline().ifPresent(again::add);
            }
            assertThat(again).as("asked by one for all").hasSizeLessThan(2);
            return new Assigned(active, standby, again.stream().findFirst());
        }

        SortedSet<TaskId> active(Instance instance) {
            return active.getOrDefault(instance.processId(), new TreeSet<>());
        }

        SortedSet<TaskId> standby(Instance instance) {
            return standby.getOrDefault(instance.processId(), new TreeSet<>());
        }

        private static SortedSet<TaskId> of(KafkaStreamsAssignment assignment, AssignedTask.Type type) {
            return assignment.tasks().values().stream()
                    .filter(task -> task.type() == type)
                    .map(AssignedTask::id)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private record Info(TaskId id, boolean isStateful) implements TaskInfo {

        @Override
        public Set<String> stateStoreNames() {
            return isStateful ? Set.of("store") : Set.of();
        }

        /** Kafka Streams' own code knows by them what has a state. */
        @Override
        public Set<TaskTopicPartition> topicPartitions() {
            return isStateful ? Set.of(new Changelog(new TopicPartition("store-changelog", id.partition()))) : Set.of();
        }
    }

    private record Changelog(TopicPartition topicPartition) implements TaskTopicPartition {

        @Override
        public boolean isSource() {
            return false;
        }

        @Override
        public boolean isChangelog() {
            return true;
        }

        @Override
        public Optional<Set<String>> rackIds() {
            return Optional.empty();
        }
    }
}
