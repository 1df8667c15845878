package dev.docket.coordinator.assignment;

import java.time.Clock;
import java.util.SortedMap;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;

/**
 * Says which instance serves which partitions, and moves only what has to be moved: see {@code Plan} for the rules, and
 * decision 17 for why Kafka Streams' own does not do.
 *
 * <p>Only the one of the group's leader is asked. Named in {@code task.assignor.class}; Kafka Streams makes one for each stream
 * thread.
 *
 * <p>Threading: keeps nothing between two calls.
 */
public final class KeepingTaskAssignor implements TaskAssignor {

    private final Clock clock;

    /** As Kafka Streams makes it. */
    public KeepingTaskAssignor() {
        this(Clock.systemUTC());
    }

    KeepingTaskAssignor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public TaskAssignment assign(ApplicationState application) {
        Plan plan = new Plan(application);
        SortedMap<ProcessId, KafkaStreamsAssignment> assignments = plan.assignments();
        plan.nextLook()
                .map(clock.instant()::plus)
                .ifPresent(again ->
                        // One asks for all; if it dies, that alone is a reason to plan anew.
                        assignments.computeIfPresent(
                                assignments.firstKey(), (id, tasks) -> tasks.withFollowupRebalance(again)));
        return new TaskAssignment(assignments.values());
    }
}
