package dev.docket.cli;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Violation;
import dev.docket.audit.WaitFigures;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import dev.docket.standalone.Demo;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The last word of a demo, and the JSON object that it prints. The counts are the audit's.
 *
 * @param submitted requests that were sent
 * @param accepted those that were given a place
 * @param rejected those that were refused, by reason
 * @param outcomes how accepted executions ended, by kind
 * @param unaccounted requests without an answer and accepted executions without an outcome
 * @param orderViolations executions scheduled out of turn, and positions that were not the rank
 * @param slotViolations more active than slots
 * @param userLimitViolations more of a user than allowed
 * @param duplicateCommands second commands for an attempt
 * @param duplicatePods second Pods for an attempt
 * @param otherViolations whatever else was found wrong, by kind
 * @param highestActive the most that held a slot at a time
 * @param highestDepth the most that waited at a time
 * @param utilisation the share of the slots' time in use, from the first schedule to the last
 * @param launches executions that were given a slot
 * @param pods Pods that the cluster made
 * @param waits from acceptance to scheduling, by priority, in seconds
 * @param replaySeconds from the first request to the last outcome
 * @param elapsedSeconds from the start of the command to the verdict
 * @param examples the first few things found wrong, in words
 */
record DemoSummary(
        long submitted,
        long accepted,
        Map<RejectionReason, Long> rejected,
        Map<Outcome, Long> outcomes,
        long unaccounted,
        long orderViolations,
        long slotViolations,
        long userLimitViolations,
        long duplicateCommands,
        long duplicatePods,
        Map<Violation, Long> otherViolations,
        int highestActive,
        int highestDepth,
        double utilisation,
        long launches,
        long pods,
        Map<Priority, WaitFigures> waits,
        double replaySeconds,
        double elapsedSeconds,
        List<String> examples) {

    private static final List<Violation> NAMED = List.of(
            Violation.ORDER,
            Violation.SLOT,
            Violation.USER_LIMIT,
            Violation.DUPLICATE_COMMAND,
            Violation.DUPLICATE_POD);

    static DemoSummary of(Demo.Result result, Duration elapsed) {
        AuditFigures figures = result.figures();
        return new DemoSummary(
                figures.answers().submitted(),
                figures.answers().accepted(),
                figures.answers().rejected(),
                figures.outcomes(),
                figures.unaccounted(),
                figures.count(Violation.ORDER),
                figures.count(Violation.SLOT),
                figures.count(Violation.USER_LIMIT),
                figures.count(Violation.DUPLICATE_COMMAND),
                figures.count(Violation.DUPLICATE_POD),
                figures.faults().entrySet().stream()
                        .filter(fault -> !NAMED.contains(fault.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                figures.load().highestActive(),
                figures.load().highestDepth(),
                Math.round(1e4 * figures.load().utilisation()) / 1e4,
                figures.load().scheduled(),
                figures.load().pods(),
                figures.waits(),
                result.replay().toMillis() / 1e3,
                elapsed.toMillis() / 1e3,
                figures.examples());
    }

    /** For people. */
    void print(PrintWriter out) {
        long refused = rejected.values().stream().mapToLong(n -> n).sum();
        out.println();
        out.printf(
                Locale.ROOT,
                "%,d requests in %.1f s: %,d accepted, %,d rejected%s%n",
                submitted,
                replaySeconds,
                accepted,
                refused,
                refused == 0 ? "" : " " + rejected);
        out.printf(Locale.ROOT, "outcomes         %s%n", outcomes);
        out.printf(
                Locale.ROOT,
                "launches         %,d (%.0f/s), %,d Pods%n",
                launches,
                launches / Math.max(0.001, replaySeconds),
                pods);
        out.printf(
                Locale.ROOT,
                "line             highest depth %,d; highest active %d; slots in use %.1f %%%n",
                highestDepth,
                highestActive,
                100 * utilisation);
        out.println();
        out.printf("%-12s %8s %9s %9s %9s%n", "waits", "count", "p50 s", "p90 s", "p99 s");
        waits.forEach((priority, wait) -> out.printf(
                Locale.ROOT,
                "%-12s %,8d %9.2f %9.2f %9.2f%n",
                priority.name().toLowerCase(Locale.ROOT),
                wait.count(),
                wait.p50(),
                wait.p90(),
                wait.p99()));
        out.println();
        out.println("The audit recounted all of it from the topics and the cluster's own history:");
        line(out, "unaccounted", unaccounted);
        line(out, "order", orderViolations);
        line(out, "slots", slotViolations);
        line(out, "user limit", userLimitViolations);
        line(out, "duplicate commands", duplicateCommands);
        line(out, "duplicate Pods", duplicatePods);
        otherViolations.forEach((violation, count) -> line(out, violation.name().toLowerCase(Locale.ROOT), count));
        examples.forEach(example -> out.println("    " + example));
        out.println();
    }

    private static void line(PrintWriter out, String what, long count) {
        out.printf(Locale.ROOT, "  %-20s %s%n", what, count == 0 ? "none" : "%,d".formatted(count));
    }
}
