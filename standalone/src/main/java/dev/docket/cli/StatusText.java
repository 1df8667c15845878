package dev.docket.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands, and why it has not started, in words.
 *
 * @param now what "ago" counts from
 */
record StatusText(StatusAnswer answer, Instant now) {

    /** In one line, which changes only when something has happened. */
    String line() {
        StringBuilder line = new StringBuilder(answer.executionId() + " " + standing(""));
        if (answer.estimatedWaitSeconds() != null) {
            line.append(", starts ").append(answer.estimatedWaitSeconds().told());
        }
        answer.reasons().stream()
                .filter(Reason::holdsUp)
                .findFirst()
                .ifPresent(reason -> line.append("; ").append(reason.message()));
        if (answer.beingCancelled()) {
            line.append(", being cancelled");
        }
        if (answer.stale() != null) {
            line.append(" (").append(answer.stale().told()).append(')');
        }
        return line.toString();
    }

    /** In a few lines. */
    List<String> lines() {
        String since = answer.since() == null || answer.pending() ? "" : Spoken.between(answer.since(), now);
        Labelled text = new Labelled(answer.executionId() + " " + standing(since))
                .add("starts", estimate())
                .add("because", answer.reasons().stream().map(Reason::message).toList());
        lease(text);
        text.add("cancel", answer.beingCancelled() ? "is on its way" : "")
                .add("accepted", answer.acceptedAt() == null ? "" : at(answer.acceptedAt()))
                .add("queue", answer.queue())
                .add("user", orNothing(answer.userId()))
                .add("priority", Spoken.constant(orNothing(answer.priority())));
        return stale(text).lines();
    }

    /** Why it has not started, or that it has. */
    List<String> why() {
        String standing = "it " + standing("");
        if (answer.finished()) {
            Labelled text = new Labelled(answer.executionId() + " waits for nothing: " + standing)
                    .add("ended", answer.since() == null ? "" : at(answer.since()));
            return stale(text).lines();
        }
        if (answer.started()) {
            return stale(lease(new Labelled(answer.executionId() + " has started: " + standing)))
                    .lines();
        }
        Labelled text = new Labelled(answer.executionId() + " has not started: " + standing)
                .add("because", because())
                .add("starts", estimate());
        return stale(lease(text)).lines();
    }

    /**
     * As what follows its name.
     *
     * @param since how long it has been like that; empty where that is not to be said
     */
    private String standing(String since) {
        if (answer.pending()) {
            return answer.line() == null ? "waits" : "is " + answer.line().told();
        }
        if (answer.finished()) {
            return ended(orNothing(answer.outcome())) + (since.isEmpty() ? "" : ", " + since + " ago");
        }
        String forLong = since.isEmpty() ? "" : " for " + since;
        if (!answer.active()) {
            return "is " + Spoken.constant(answer.state()) + forLong;
        }
        StatusAnswer.Lease lease = answer.lease();
        String attempt = lease == null || lease.attempt() == 1 ? "" : " as attempt " + lease.attempt();
        return answer.started()
                ? "runs" + attempt + forLong
                : "holds a slot" + attempt + forLong + ", its container has not started";
    }

    private static String ended(String outcome) {
        return switch (outcome) {
            case "CANCELLED" -> "was cancelled";
            case "COMPLETED", "FAILED", "TIMED_OUT", "EXPIRED" -> Spoken.constant(outcome);
            default -> "ended " + Spoken.constant(outcome);
        };
    }

    private List<String> because() {
        List<String> because = new ArrayList<>();
        answer.reasons().forEach(reason -> because.add(reason.message() + " (" + reason.reason() + ")"));
        if (because.isEmpty()) {
            because.add(
                    answer.active()
                            ? "its Pod is being made, placed on a node, and given its image"
                            : "the coordinator does not say");
        }
        return because;
    }

    private String estimate() {
        return answer.estimatedWaitSeconds() == null
                ? ""
                : answer.estimatedWaitSeconds().told();
    }

    private Labelled lease(Labelled text) {
        StatusAnswer.Lease lease = answer.lease();
        if (lease == null) {
            return text;
        }
        if (lease.scheduledAt() != null) {
            text.add("scheduled", at(lease.scheduledAt()));
        }
        if (lease.startedAt() != null) {
            text.add("started", at(lease.startedAt()));
        }
        if (lease.dueAt() != null) {
            String limit = lease.dueAt().isAfter(now)
                    ? lease.dueAt() + " (in " + Spoken.between(now, lease.dueAt()) + ")"
                    : at(lease.dueAt());
            text.add(answer.started() ? "ends by" : "starts by", limit + ", or its slot is taken back");
        }
        return text;
    }

    private Labelled stale(Labelled text) {
        return text.add("stale", answer.stale() == null ? "" : answer.stale().told());
    }

    private String at(Instant then) {
        return then + " (" + ago(then) + ")";
    }

    private String ago(Instant then) {
        return Spoken.between(then, now) + " ago";
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text;
    }
}
