package dev.docket.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an execution stands, as the API answers; what does not apply in its state is absent. */
record StatusAnswer(
        String queue,
        String executionId,
        String state,
        @Nullable String userId,
        @Nullable String priority,
        @Nullable Instant acceptedAt,
        @Nullable Instant since,
        @Nullable Place line,
        @Nullable Estimate estimatedWaitSeconds,
        @Nullable List<Reason> waitingFor,
        @Nullable Lease lease,
        @Nullable Boolean cancelRequested,
        @Nullable String outcome,
        @Nullable Staleness stale) {

    /**
     * @param position how many are ahead; 0 is next
     * @param depth how many wait, this one included
     */
    record Place(long position, long depth) {

        String told() {
            return position == 0
                    ? "next in line of " + depth
                    : Spoken.ordinal(position + 1) + " in line of " + depth + " (" + position + " ahead)";
        }
    }

    /**
     * The hold on a slot.
     *
     * @param attempt which launch, 1 for the first
     * @param startedAt when its container started; absent until then
     * @param dueAt until when it holds the slot at most
     */
    record Lease(
            int attempt,
            @Nullable Instant scheduledAt,
            @Nullable Instant startedAt,
            @Nullable Instant dueAt) {}

    boolean pending() {
        return state.equals("PENDING");
    }

    boolean active() {
        return state.equals("ACTIVE");
    }

    boolean finished() {
        return state.equals("FINISHED");
    }

    /** Whether its container runs. */
    boolean started() {
        return lease != null && lease.startedAt != null;
    }

    boolean beingCancelled() {
        return Boolean.TRUE.equals(cancelRequested) && !finished();
    }

    List<Reason> reasons() {
        return waitingFor == null ? List.of() : waitingFor;
    }
}
