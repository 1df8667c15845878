package dev.docket.queue;

import dev.docket.event.AttemptReport;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ReportRefused;
import dev.docket.event.TerminalEvent;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the launcher tells of an attempt. Only the attempt that holds the slot is believed; a start or a delay of any
 * other is answered with the deletion of its Pod, by the one who knows which slots exist. The end of any other is only noted: its
 * Pod is over, and an answer to a launcher that says so would go round for ever.
 */
final class Reports {

    private Reports() {}

    /** Nothing changes; whoever asks why it has not started finds the answer among the decisions. */
    static void delayed(ExecutionDelayed report, Turn turn) {
        Active active = holder(report, turn);
        if (active == null) {
            refuse(report, turn);
            deletePod(report, turn);
        } else if (!active.lease().started()) {
            turn.decided(report.confirmed(turn.context(active.queue(), active.userId())));
        }
    }

    static void started(ExecutionStarted report, Turn turn) {
        Active active = holder(report, turn);
        if (active == null) {
            refuse(report, turn);
            deletePod(report, turn);
        } else if (!active.lease().started()) {
            long dueAt = turn.now()
                    + active.lease().timeoutSeconds() * 1000L
                    + turn.rules().leases().endGrace().toMillis();
            turn.ledger().put(active.with(active.lease().startedAt(turn.now(), dueAt)));
            turn.decided(report.confirmed(turn.context(active.queue(), active.userId())));
        }
    }

    static void ended(TerminalEvent report, Turn turn) {
        Active active = holder(report, turn);
        if (active == null) {
            refuse(report, turn);
        } else {
            turn.end(active, withTheReason(report, active));
        }
    }

    /** The launcher does not know why an execution was cancelled; the slot does. */
    private static TerminalEvent withTheReason(TerminalEvent report, Active active) {
        String reason = active.lease().cancelReason();
        if (report instanceof ExecutionCancelled cancelled && reason != null && !reason.isEmpty()) {
            return new ExecutionCancelled(
                    cancelled.queue(),
                    cancelled.executionId(),
                    cancelled.incarnation(),
                    cancelled.attempt(),
                    cancelled.reason(),
                    reason,
                    cancelled.run(),
                    null);
        }
        return report;
    }

    private static @Nullable Active holder(AttemptReport report, Turn turn) {
        Live live = turn.line(report.queue()).live(report.executionId());
        return live instanceof Active active && active.attemptId().equals(report.attemptId()) ? active : null;
    }

    private static void deletePod(AttemptReport report, Turn turn) {
        turn.command(
                new DeletePodCommand(
                        report.queue(),
                        report.executionId(),
                        report.incarnation(),
                        report.attempt(),
                        DeletePodReason.NOT_ACTIVE),
                null);
    }

    private static void refuse(AttemptReport report, Turn turn) {
        turn.decided(new ReportRefused(
                report.queue(),
                report.executionId(),
                report.incarnation(),
                report.attempt(),
                report.type(),
                turn.context(report.queue(), null)));
    }
}
