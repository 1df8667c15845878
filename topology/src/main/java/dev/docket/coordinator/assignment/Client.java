package dev.docket.coordinator.assignment;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;

/**
 * One instance of the coordinator in a plan: what it brought along, and what it is to have.
 *
 * <p>Kafka Streams does not say which of the copies that an instance brought along was followed until now and which one lies
 * on its disk from earlier days. Their lags tell: who followed is near.
 */
final class Client {

    /** What Kafka Streams gives as the lag of a task that runs here: nothing is missing. */
    static final long RUNNING = -2;

    /** What is to be active here. */
    final SortedSet<TaskId> active = new TreeSet<>();

    /** Whose copy is to be followed here; nothing that is active here. */
    final SortedSet<TaskId> standby = new TreeSet<>();

    private final KafkaStreamsState state;

    private final Map<TaskId, Long> lags;

    private final long acceptable;

    /**
     * @param state as Kafka Streams describes it, with lags
     * @param acceptable records that a copy may lack and still be warm
     */
    Client(KafkaStreamsState state, long acceptable) {
        this.state = state;
        this.lags = state.statefulTasksToLagSums();
        this.acceptable = acceptable;
    }

    ProcessId id() {
        return state.processId();
    }

    int threads() {
        return Math.max(1, state.numProcessingThreads());
    }

    /** Active tasks for each thread. */
    double load() {
        return (double) active.size() / threads();
    }

    /** Whether the task was active here until now. */
    boolean had(TaskId task) {
        return state.previousActiveTasks().contains(task);
    }

    /** Whether something of the task's state is here. */
    boolean hasCopy(TaskId task) {
        return had(task) || state.previousStandbyTasks().contains(task);
    }

    /** Whether the task has a changelog; without one, it can go on anywhere at once. */
    boolean isLogged(TaskId task) {
        return lags.containsKey(task);
    }

    /** Whether the task runs here, with nothing missing. */
    boolean isRunning(TaskId task) {
        return reported(task) == RUNNING;
    }

    boolean isWarm(TaskId task) {
        long lag = reported(task);
        return isRunning(task) || (lag >= 0 && lag <= acceptable);
    }

    /** Whether Kafka Streams could not find out how much is missing; it says so with another negative number. */
    boolean isUnknown(TaskId task) {
        long lag = reported(task);
        return lag < 0 && lag != RUNNING;
    }

    /**
     * The records that have to be replayed before the task can go on here: the whole changelog where nothing of it is.
     * Where it is unknown, a copy counts as near.
     */
    long lag(TaskId task) {
        if (isUnknown(task)) {
            return hasCopy(task) ? 0 : Long.MAX_VALUE;
        }
        return Math.max(0, reported(task));
    }

    private long reported(TaskId task) {
        return lags.getOrDefault(task, 0L);
    }
}
