package dev.docket.audit;

import dev.docket.event.AttemptId;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.FailureReason;
import dev.docket.event.Outcome;
import dev.docket.event.TerminalEvent;
import dev.docket.event.TimeoutReason;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Each attempt as four witnesses tell it: the decisions, the commands, the cluster's Pods and the launcher's reports. It
 * does not matter in which order they are heard; whether they agree is asked at the end.
 */
final class AttemptLedger {

    private final Findings findings;
    private final boolean podsAreKnown;
    private final Map<AttemptId, Attempt> attempts = new HashMap<>();
    private final Set<String> pods = new HashSet<>();

    private static final class Attempt {
        private boolean scheduled;
        private boolean commanded;
        private boolean hasPod;
        private boolean needsReport;
        private boolean needsPod;
        private final Set<Outcome> reported = EnumSet.noneOf(Outcome.class);
        private final Set<Outcome> decided = EnumSet.noneOf(Outcome.class);
    }

    /**
     * @param podsAreKnown whether the cluster keeps a history of its Pods
     */
    AttemptLedger(Findings findings, boolean podsAreKnown) {
        this.findings = findings;
        this.podsAreKnown = podsAreKnown;
    }

    void scheduled(ExecutionScheduled event) {
        attempt(new AttemptId(event.queue(), event.executionId(), event.incarnation(), event.attempt())).scheduled =
                true;
    }

    void commanded(AttemptId id) {
        Attempt attempt = attempt(id);
        if (attempt.commanded) {
            findings.add(Violation.DUPLICATE_COMMAND, "a second CreatePodCommand for " + id);
        }
        attempt.commanded = true;
    }

    void pod(PodSeen pod) {
        if (!pods.add(pod.uid())) {
            return;
        }
        Attempt attempt = attempt(pod.attempt());
        if (attempt.hasPod) {
            findings.add(Violation.DUPLICATE_POD, "a second Pod for " + pod.attempt());
        }
        attempt.hasPod = true;
    }

    void reported(TerminalEvent report) {
        attempt(id(report)).reported.add(report.outcome());
    }

    void decided(TerminalEvent event) {
        Attempt attempt = attempt(id(event));
        attempt.decided.add(event.outcome());
        attempt.needsPod |= event.outcome() == Outcome.COMPLETED;
        attempt.needsReport |= saysWhatOnlyTheLauncherKnows(event);
    }

    private static boolean saysWhatOnlyTheLauncherKnows(TerminalEvent event) {
        if (event instanceof ExecutionFailed failed) {
            return failed.reason() != FailureReason.LAUNCH_FAILED;
        }
        if (event instanceof ExecutionTimedOut timedOut) {
            return timedOut.reason() != TimeoutReason.LEASE_EXPIRED;
        }
        return event.outcome() == Outcome.COMPLETED;
    }

    /** Adds to the findings where the witnesses disagree; to be asked once all of them have been heard. */
    void compareInto(Findings all) {
        attempts.forEach((id, attempt) -> {
            if (attempt.scheduled != attempt.commanded) {
                all.add(Violation.UNMATCHED, attempt.scheduled ? "no command for " + id : "nobody scheduled " + id);
            }
            if (attempt.hasPod && !attempt.commanded) {
                all.add(Violation.UNMATCHED, "nobody commanded the Pod of " + id);
            }
            if (attempt.needsReport && !attempt.reported.containsAll(attempt.decided)) {
                all.add(Violation.INVENTED, attempt.decided + " without a report of it: " + id);
            } else if (attempt.needsPod && podsAreKnown && !attempt.hasPod) {
                all.add(Violation.INVENTED, "COMPLETED without a Pod: " + id);
            }
        });
    }

    long pods() {
        return pods.size();
    }

    private Attempt attempt(AttemptId id) {
        return attempts.computeIfAbsent(id, i -> new Attempt());
    }

    private static AttemptId id(TerminalEvent event) {
        return new AttemptId(event.queue(), event.executionId(), event.incarnation(), event.attempt());
    }
}
