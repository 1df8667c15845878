package dev.docket.queue;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.ExecutionState;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One execution as the naive model remembers it: everything, in plain fields. */
final class NaiveExecution {

    final ExecutionRequested request;
    final Arrival arrival;
    final String queue;
    final String id;
    final String user;
    final Priority priority;
    final Incarnation incarnation;

    ExecutionState state = ExecutionState.PENDING;
    /** When something happens to it unless its state changes before. */
    long dueAt;

    boolean started;

    /** Whether its launcher was asked how it ended. */
    boolean asked;

    @Nullable
    String cancelReason;

    @Nullable
    Outcome outcome;

    /** Of a valid request in which every field is given. */
    NaiveExecution(ExecutionRequested request, Arrival arrival) {
        this.request = request;
        this.arrival = arrival;
        this.queue = Objects.requireNonNull(request.queue());
        this.id = Objects.requireNonNull(request.executionId());
        this.user = Objects.requireNonNull(request.userId());
        this.priority = Priority.valueOf(Objects.requireNonNull(request.priority()));
        this.incarnation =
                new Incarnation(arrival.cause().partition(), arrival.cause().offset());
    }

    boolean is(String otherQueue, String otherId) {
        return queue.equals(otherQueue) && id.equals(otherId);
    }

    /** Whether both ask for the same. */
    boolean sameContent(NaiveExecution other) {
        return user.equals(other.user) && priority == other.priority && spec().equals(other.spec());
    }

    boolean isAhead(NaiveExecution other) {
        return priority.ordinal() != other.priority.ordinal()
                ? priority.ordinal() < other.priority.ordinal()
                : arrival.cause().offset() < other.arrival.cause().offset();
    }

    @SuppressWarnings("NullAway") // the generator leaves no command out
    ExecutionSpec spec() {
        List<String> command = Arrays.asList(request.runtimeCommand().toArray(new String[0]));
        return new ExecutionSpec(
                request.script(),
                request.language(),
                request.languageVersion(),
                request.runtimeImage(),
                command,
                request.runtimeFilename(),
                request.timeoutSeconds(),
                request.cpuRequest(),
                request.cpuLimit(),
                request.memoryRequest(),
                request.memoryLimit());
    }
}
