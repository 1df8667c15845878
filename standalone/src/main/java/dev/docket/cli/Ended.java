package dev.docket.cli;

import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.Outcome;
import dev.docket.event.PodRun;
import dev.docket.event.TerminalEvent;
import org.jspecify.annotations.Nullable;

/**
 * How a submission ended for the one who waits for it.
 *
 * @param outcome the outcome of the execution; absent if it was refused
 * @param exitCode what the script ended with, if it did so by itself
 * @param output the end of what it printed
 */
record Ended(
        @Nullable Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable String output) {

    /** Reads the last decision; anything but a terminal one is an end without an outcome. */
    static Ended by(DecisionEvent decision) {
        if (decision instanceof TerminalEvent end) {
            PodRun run = end.run();
            return new Ended(end.outcome(), run == null ? null : run.exitCode(), run == null ? null : run.logTail());
        }
        return decision instanceof ExecutionExpired
                ? new Ended(Outcome.EXPIRED, null, null)
                : new Ended(null, null, null);
    }

    /** Whether nothing more will be decided after this answer. */
    static boolean isEnd(DecisionEvent answer) {
        return answer instanceof TerminalEvent
                || answer instanceof ExecutionExpired
                || answer instanceof ExecutionRejected;
    }

    /** The exit code of the command: the script's own where it has one. */
    int commandExit() {
        if (outcome == null) {
            return Exit.NOT_RUN;
        }
        return switch (outcome) {
            case COMPLETED -> Exit.OK;
            case TIMED_OUT -> Exit.TIMED_OUT;
            case CANCELLED -> Exit.CANCELLED;
            case EXPIRED -> Exit.NOT_RUN;
            case FAILED -> exitCode == null || exitCode == 0 ? Exit.NOT_RUN : exitCode;
        };
    }
}
