package dev.docket.coordinator.assignment;

import java.time.Clock;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.jspecify.annotations.Nullable;

/**
 * Says which instance serves which partitions, and moves only what has to be moved: see {@code Plan} for the rules, and
 * decision 17 for why Kafka Streams' own does not do.
 *
 * <p>Only the one of the group's leader is asked. Named in {@code task.assignor.class}; Kafka Streams makes a new one
 * each time.
 *
 * <p>Threading: keeps nothing between two calls.
 */
public final class KeepingTaskAssignor implements TaskAssignor {

    /** The setting that holds the {@link AbandonedTransactions} to be told who is there; without it nobody is told. */
    public static final String TRANSACTIONS_CONFIG = "docket.abandoned.transactions";

    private final Clock clock;

    private @Nullable AbandonedTransactions transactions;

    /** As Kafka Streams makes it. */
    public KeepingTaskAssignor() {
        this(Clock.systemUTC());
    }

    KeepingTaskAssignor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        transactions = (AbandonedTransactions) settings.get(TRANSACTIONS_CONFIG);
    }

    @Override
    public TaskAssignment assign(ApplicationState application) {
        if (transactions != null) {
            transactions.endAllBut(application.kafkaStreamsStates(false).keySet());
        }
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
