package dev.docket.queue;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionState;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.RejectionReason;
import dev.docket.event.TimeoutReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decisions told apart by their type and their reason. */
final class Kinds {

    /** All that a queue can decide. */
    static final Set<String> ALL = all();

    private Kinds() {}

    static String of(DecisionEvent decision) {
        if (decision instanceof ExecutionRejected rejected) {
            return "rejected " + rejected.reason();
        } else if (decision instanceof ExecutionRepeated repeated) {
            return "repeated " + repeated.state();
        } else if (decision instanceof ExecutionExpired expired) {
            return "expired " + expired.reason();
        } else if (decision instanceof ExecutionCancelled cancelled) {
            return "cancelled " + cancelled.reason();
        } else if (decision instanceof CancelNoted noted) {
            return "cancel " + noted.effect();
        } else if (decision instanceof ExecutionFailed failed) {
            return "failed " + failed.reason();
        } else if (decision instanceof ExecutionTimedOut timedOut) {
            return "timed out " + timedOut.reason();
        }
        return decision.type();
    }

    private static Set<String> all() {
        Set<String> all = new HashSet<>(List.of(
                "ExecutionAccepted",
                "ExecutionScheduled",
                "ExecutionDelayed",
                "ExecutionStarted",
                "ExecutionCompleted",
                "ReportRefused",
                "QueueSettingsApplied",
                "QueueSettingsRejected",
                "CreatePodCommand",
                "DeletePodCommand",
                "tick wanted",
                "failed " + FailureReason.LAUNCH_FAILED,
                "failed " + FailureReason.NON_ZERO_EXIT,
                "timed out " + TimeoutReason.LEASE_EXPIRED,
                "timed out " + TimeoutReason.DEADLINE_EXCEEDED,
                "cancelled " + CancelReason.BEFORE_REQUEST,
                "cancelled " + CancelReason.WHILE_PENDING,
                "cancelled " + CancelReason.WHILE_ACTIVE));
        for (RejectionReason reason : RejectionReason.values()) {
            all.add("rejected " + reason);
        }
        for (ExecutionState state : ExecutionState.values()) {
            all.add("repeated " + state);
        }
        for (ExpiryReason reason : ExpiryReason.values()) {
            all.add("expired " + reason);
        }
        for (CancelEffect effect : CancelEffect.values()) {
            all.add("cancel " + effect);
        }
        // What a reader calls a reason that it does not know; nobody decides it.
        all.removeIf(kind -> kind.endsWith(" UNKNOWN"));
        return all;
    }
}
