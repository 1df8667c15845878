package dev.docket.cli;

import dev.docket.event.CancelNoted;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.Outcome;
import dev.docket.event.PodRun;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.ReportRefused;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decisions as one line for the person who waits. */
final class Told implements DecisionEvent.Handler<String> {

    static final Told IN_WORDS = new Told();

    private Told() {}

    @Override
    public String on(ExecutionAccepted event) {
        Double estimate = event.estimatedWaitSeconds();
        String wait =
                estimate == null || estimate < 1 ? "" : String.format(Locale.ROOT, ", about %.0f s to wait", estimate);
        return "accepted, " + (event.position() == 0 ? "next in line" : event.position() + " ahead") + wait;
    }

    @Override
    public String on(ExecutionRejected event) {
        String faults = event.faults().stream()
                .map(fault -> System.lineSeparator() + "  " + fault.field() + ": " + fault.message())
                .collect(Collectors.joining());
        return "rejected (" + event.reason() + "): " + event.message() + faults;
    }

    @Override
    public String on(ExecutionRepeated event) {
        return "known already, " + lower(event.state())
                + (event.position() == null ? "" : ", " + event.position() + " ahead")
                + (event.outcome() == null ? "" : ": " + lower(event.outcome()));
    }

    @Override
    public String on(ExecutionExpired event) {
        return "expired (" + event.reason() + "): " + event.message();
    }

    @Override
    public String on(ExecutionScheduled event) {
        return String.format(Locale.ROOT, "scheduled after %.1f s", event.waitMillis() / 1e3);
    }

    @Override
    public String on(ExecutionDelayed event) {
        return "delayed (" + event.reason() + ")" + words(event.message());
    }

    @Override
    public String on(ExecutionStarted event) {
        return "started";
    }

    @Override
    public String on(ExecutionCompleted event) {
        return "completed" + exit(event.run());
    }

    @Override
    public String on(ExecutionFailed event) {
        return "failed (" + event.reason() + ")" + exit(event.run()) + words(event.message());
    }

    @Override
    public String on(ExecutionTimedOut event) {
        return "timed out (" + event.reason() + ")" + words(event.message());
    }

    @Override
    public String on(ExecutionCancelled event) {
        return "cancelled (" + event.reason() + ")" + words(event.message());
    }

    @Override
    public String on(CancelNoted event) {
        return switch (event.effect()) {
            case REMEMBERED -> "not known yet; if its request comes, it is cancelled at once";
            case STOPPING -> "runs; its Pod is being stopped";
            case ALREADY_STOPPING -> "is being stopped already";
            case ALREADY_FINISHED -> "had ended already";
            case NOT_REMEMBERED -> "not known, and no room to remember the cancel; try again later";
            case UNKNOWN -> "answered in a way that this version does not know";
        };
    }

    @Override
    public String on(ReportRefused event) {
        return "a report of an attempt without a slot was refused";
    }

    @Override
    public String on(QueueSettingsApplied event) {
        return "the limits of the queue have changed";
    }

    @Override
    public String on(QueueSettingsRejected event) {
        return "new limits of the queue were refused";
    }

    static String outcome(Outcome outcome) {
        return lower(outcome);
    }

    private static String exit(@Nullable PodRun run) {
        return run == null || run.exitCode() == null ? "" : ", exit code " + run.exitCode();
    }

    private static String words(@Nullable String message) {
        return message == null || message.isBlank() ? "" : ": " + message;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
