package dev.docket.serde;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.CancelRequested;
import dev.docket.event.Cause;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionContext;
import dev.docket.event.DelayReason;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.Event;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionState;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.Fault;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.Outcome;
import dev.docket.event.PodRun;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.RejectionReason;
import dev.docket.event.ReportRefused;
import dev.docket.event.Tick;
import dev.docket.event.TimeoutReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One event for each golden file, by the file's name without its ending: {@code Type} has every field,
 * {@code Type.minimal} none that may be absent, {@code Type.reported} is as the launcher sends it, before a decision.
 */
final class SampleEvents {

    static final Map<String, Event> ALL = all();

    private static final String QUEUE = "reports";
    private static final String ID = "exec-42";

    private SampleEvents() {}

    private static Map<String, Event> all() {
        Incarnation incarnation = new Incarnation(7, 1234567890123L);
        Instant time = Instant.parse("2026-11-23T21:38:08.123Z");
        DecisionContext decision =
                new DecisionContext("ada", 17, 4, new Cause("docket.execution-requests", 7, 1234567890123L, time));
        DecisionContext bare = new DecisionContext(null, 0, 0, new Cause("docket.execution-reports", 0, 0, time));
        Metadata metadata =
                new Metadata("event-1", "correlation-1", "notebook", Instant.parse("2026-11-23T21:38:07.987654321Z"));
        PodRun run = new PodRun(
                "docket-exec-42-9f8e7d6c",
                "node-3",
                1,
                Instant.parse("2026-11-23T21:38:10Z"),
                Instant.parse("2026-11-23T21:39:11.5Z"),
                "Traceback:\n\t\"äöü € 𝄞\" \u0000 \\ / \u2028\n");
        PodRun ended = new PodRun("docket-exec-42-9f8e7d6c", "node-3", 0, time, time.plusSeconds(61), "done\n");
        ExecutionSpec spec = new ExecutionSpec(
                "print('hello')\n",
                "python",
                "3.12",
                "python:3.12-slim",
                List.of("python", "{script}"),
                "main.py",
                300,
                "100m",
                "500m",
                "64Mi",
                "128Mi");
        ExecutionSpec plain =
                new ExecutionSpec("", null, null, "busybox", List.of("true"), "script", 1, "0", "0", "0", "0");
        List<Fault> faults = List.of(
                new Fault("priority", "'urgent' is none of CRITICAL, HIGH, NORMAL, LOW, BACKGROUND"),
                new Fault("timeoutSeconds", "0 is not between 1 and 86400"));

        Map<String, Event> all = new TreeMap<>();
        all.put(
                "ExecutionRequested",
                new ExecutionRequested(
                        ID,
                        "ada",
                        QUEUE,
                        "HIGH",
                        "print('hello')\n",
                        "python",
                        "3.12",
                        "python:3.12-slim",
                        List.of("python", "{script}"),
                        "main.py",
                        300,
                        "100m",
                        "500m",
                        "64Mi",
                        "128Mi",
                        metadata));
        all.put(
                "ExecutionRequested.minimal",
                new ExecutionRequested(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null));
        all.put("CancelRequested", new CancelRequested(ID, QUEUE, "not needed any more", metadata));
        all.put("CancelRequested.minimal", new CancelRequested(null, null, null, null));
        all.put("QueueSettings", new QueueSettings(QUEUE, 8, 100, 10_000, 1L << 31, true));
        all.put("QueueSettings.minimal", new QueueSettings(null, null, null, null, null, null));
        all.put("Tick", new Tick(7));

        all.put(
                "CreatePodCommand",
                new CreatePodCommand(QUEUE, ID, incarnation, 1, "ada", Priority.HIGH, time, spec, metadata));
        all.put(
                "CreatePodCommand.minimal",
                new CreatePodCommand(QUEUE, ID, incarnation, 2, "ada", Priority.BACKGROUND, time, plain, null));
        all.put("DeletePodCommand", new DeletePodCommand(QUEUE, ID, incarnation, 1, DeletePodReason.CANCELLED));

        all.put(
                "ExecutionDelayed",
                new ExecutionDelayed(
                        QUEUE,
                        ID,
                        incarnation,
                        1,
                        DelayReason.UNSCHEDULABLE,
                        "0/3 nodes are available: 3 Insufficient cpu.",
                        decision));
        all.put(
                "ExecutionDelayed.reported",
                new ExecutionDelayed(
                        QUEUE,
                        ID,
                        incarnation,
                        1,
                        DelayReason.UNSCHEDULABLE,
                        "0/3 nodes are available: 3 Insufficient cpu.",
                        null));
        all.put(
                "ExecutionDelayed.minimal",
                new ExecutionDelayed(QUEUE, ID, incarnation, 1, DelayReason.QUOTA, null, null));
        all.put(
                "ExecutionStarted",
                new ExecutionStarted(QUEUE, ID, incarnation, 1, "docket-exec-42-9f8e7d6c", "node-3", time, decision));
        all.put(
                "ExecutionStarted.reported",
                new ExecutionStarted(QUEUE, ID, incarnation, 1, "docket-exec-42-9f8e7d6c", "node-3", time, null));
        all.put("ExecutionStarted.minimal", new ExecutionStarted(QUEUE, ID, incarnation, 1, null, null, null, null));
        all.put("ExecutionCompleted", new ExecutionCompleted(QUEUE, ID, incarnation, 1, ended, decision));
        all.put("ExecutionCompleted.reported", new ExecutionCompleted(QUEUE, ID, incarnation, 1, ended, null));
        all.put("ExecutionCompleted.minimal", new ExecutionCompleted(QUEUE, ID, incarnation, 1, null, null));
        all.put(
                "ExecutionFailed",
                new ExecutionFailed(
                        QUEUE, ID, incarnation, 1, FailureReason.NON_ZERO_EXIT, "exit code 1", false, run, decision));
        all.put(
                "ExecutionFailed.reported",
                new ExecutionFailed(
                        QUEUE, ID, incarnation, 1, FailureReason.NON_ZERO_EXIT, "exit code 1", false, run, null));
        all.put(
                "ExecutionFailed.minimal",
                new ExecutionFailed(QUEUE, ID, incarnation, 1, FailureReason.LAUNCH_FAILED, null, true, null, null));
        all.put(
                "ExecutionTimedOut",
                new ExecutionTimedOut(
                        QUEUE, ID, incarnation, 1, TimeoutReason.DEADLINE_EXCEEDED, "over 300 s", run, decision));
        all.put(
                "ExecutionTimedOut.reported",
                new ExecutionTimedOut(
                        QUEUE, ID, incarnation, 1, TimeoutReason.DEADLINE_EXCEEDED, "over 300 s", run, null));
        all.put(
                "ExecutionTimedOut.minimal",
                new ExecutionTimedOut(QUEUE, ID, incarnation, 1, TimeoutReason.LEASE_EXPIRED, null, null, null));
        all.put(
                "ExecutionCancelled",
                new ExecutionCancelled(
                        QUEUE, ID, incarnation, 1, CancelReason.WHILE_ACTIVE, "not needed any more", run, decision));
        all.put(
                "ExecutionCancelled.reported",
                new ExecutionCancelled(
                        QUEUE, ID, incarnation, 1, CancelReason.WHILE_ACTIVE, "not needed any more", run, null));
        all.put(
                "ExecutionCancelled.minimal",
                new ExecutionCancelled(QUEUE, ID, incarnation, 1, CancelReason.BEFORE_REQUEST, null, null, null));

        // As the first version wrote it, before it told the ninth decile.
        all.put(
                "ExecutionAccepted.first",
                new ExecutionAccepted(QUEUE, ID, incarnation, Priority.HIGH, 3, 17, 12.5, null, decision));
        all.put(
                "ExecutionScheduled.first",
                new ExecutionScheduled(QUEUE, ID, incarnation, 1, Priority.HIGH, 61_377, null, decision));
        all.put(
                "ExecutionAccepted",
                new ExecutionAccepted(QUEUE, ID, incarnation, Priority.HIGH, 3, 17, 12.5, 40.0, decision));
        all.put(
                "ExecutionAccepted.minimal",
                new ExecutionAccepted(QUEUE, ID, incarnation, Priority.NORMAL, 0, 1, null, null, bare));
        all.put(
                "ExecutionRejected",
                new ExecutionRejected(
                        QUEUE, ID, RejectionReason.INVALID, RejectionReason.INVALID.text(), faults, decision));
        all.put(
                "ExecutionRejected.minimal",
                new ExecutionRejected(
                        QUEUE, null, RejectionReason.QUEUE_FULL, RejectionReason.QUEUE_FULL.text(), List.of(), bare));
        all.put(
                "ExecutionRepeated",
                new ExecutionRepeated(
                        QUEUE, ID, incarnation, ExecutionState.FINISHED, 3L, Outcome.COMPLETED, decision));
        all.put(
                "ExecutionRepeated.minimal",
                new ExecutionRepeated(QUEUE, ID, incarnation, ExecutionState.ACTIVE, null, null, bare));
        all.put(
                "ExecutionExpired",
                new ExecutionExpired(
                        QUEUE,
                        ID,
                        incarnation,
                        ExpiryReason.WAITED_TOO_LONG,
                        ExpiryReason.WAITED_TOO_LONG.text(),
                        decision));
        all.put(
                "ExecutionExpired.minimal",
                new ExecutionExpired(
                        QUEUE, ID, null, ExpiryReason.STALE_REQUEST, ExpiryReason.STALE_REQUEST.text(), bare));
        all.put(
                "ExecutionScheduled",
                new ExecutionScheduled(QUEUE, ID, incarnation, 1, Priority.HIGH, 61_377, true, decision));
        all.put(
                "ExecutionScheduled.minimal",
                new ExecutionScheduled(QUEUE, ID, incarnation, 1, Priority.LOW, 0, null, bare));
        all.put("CancelNoted", new CancelNoted(QUEUE, ID, incarnation, CancelEffect.STOPPING, decision));
        all.put("CancelNoted.minimal", new CancelNoted(QUEUE, ID, null, CancelEffect.REMEMBERED, bare));
        all.put("ReportRefused", new ReportRefused(QUEUE, ID, incarnation, 1, "ExecutionCompleted", decision));
        all.put("ReportRefused.minimal", new ReportRefused(QUEUE, ID, incarnation, 2, "ExecutionStarted", bare));
        all.put("QueueSettingsApplied", new QueueSettingsApplied(QUEUE, 8, 100, 10_000, 1L << 31, false, decision));
        all.put("QueueSettingsApplied.minimal", new QueueSettingsApplied(QUEUE, 0, 1, 1, 1, true, bare));
        all.put("QueueSettingsRejected", new QueueSettingsRejected(QUEUE, faults, decision));
        all.put("QueueSettingsRejected.minimal", new QueueSettingsRejected(QUEUE, List.of(), bare));
        return all;
    }
}
