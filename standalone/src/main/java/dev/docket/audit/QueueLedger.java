package dev.docket.audit;

import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.DecisionContext;
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
import dev.docket.event.FailureReason;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.RejectionReason;
import dev.docket.event.ReportRefused;
import dev.docket.event.TerminalEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * One queue as its decisions tell it, replayed in their order: who waits, who holds a slot, how many each user has. Each
 * decision is held against that state before it changes it.
 *
 * <p>Whoever is found in a wrong place is put where the decision says, so that one fault is counted once and not again
 * with every decision after it; a difference of counts is told when it changes. As a handler it returns the limits that
 * hold from then on.
 */
final class QueueLedger implements DecisionEvent.Handler<Limits> {

    private final String queue;
    private final Findings findings;
    private final WaitingLine line = new WaitingLine();
    private final Map<Incarnation, Waiting> pending = new HashMap<>();
    private final Map<Incarnation, Holding> active = new HashMap<>();
    private final Map<String, Integer> users = new HashMap<>();
    private final OffsetSet finished = new OffsetSet();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final WaitTimes waits;
    private final SlotTime slotTime = new SlotTime();
    private Limits limits;
    private long accepted;
    private long scheduled;
    private int highestActive;
    private int highestDepth;
    private long pendingDrift;
    private long activeDrift;

    private record Waiting(Priority priority, int place, String user, Instant since) {}

    private record Holding(int attempt, String user) {}

    QueueLedger(String queue, Limits limits, WaitTimes waits, Findings findings) {
        this.queue = queue;
        this.limits = limits;
        this.waits = waits;
        this.findings = findings;
    }

    /** Takes the next decision about this queue. */
    void decided(DecisionEvent decision) {
        DecisionContext context = decision.decision();
        if (context == null) {
            findings.add(Violation.STATE, name(decision) + " stands in the log without a decision");
            return;
        }
        slotTime.passedUntil(context.cause().time(), active.size(), limits.maxActive());
        limits = decision.accept(this);
        highestActive = Math.max(highestActive, active.size());
        highestDepth = Math.max(highestDepth, pending.size());
        compareCounts(decision, context);
    }

    private void compareCounts(DecisionEvent decision, DecisionContext context) {
        long pendingNow = context.pending() - pending.size();
        long activeNow = context.active() - (long) active.size();
        if (pendingNow != pendingDrift || activeNow != activeDrift) {
            findings.add(
                    Violation.COUNT,
                    name(decision) + " states " + context.pending() + " pending and " + context.active()
                            + " active, not " + (pending.size() + pendingDrift) + " and "
                            + (active.size() + activeDrift));
            pendingDrift = pendingNow;
            activeDrift = activeNow;
        }
    }

    @Override
    public Limits on(ExecutionAccepted event) {
        Incarnation incarnation = event.incarnation();
        DecisionContext context = event.decision();
        if (known(incarnation)
                || incarnation.partition() != context.cause().partition()
                || incarnation.offset() != context.cause().offset()) {
            findings.add(Violation.STATE, name(event) + " accepts an incarnation that is not its record's, or twice");
            return limits;
        }
        accepted++;
        String user = String.valueOf(context.userId());
        if (users.merge(user, 1, Integer::sum) > limits.maxPerUser()) {
            findings.add(Violation.USER_LIMIT, name(event) + " is one too many of its user");
        }
        int place = line.add(event.priority(), incarnation);
        pending.put(
                incarnation,
                new Waiting(event.priority(), place, user, context.cause().time()));
        long rank = line.rank(event.priority(), place);
        if (event.position() != rank || event.depth() != pending.size()) {
            findings.add(
                    Violation.ORDER,
                    name(event) + " states position " + event.position() + " of " + event.depth() + ", not " + rank
                            + " of " + pending.size());
        }
        return limits;
    }

    @Override
    public Limits on(ExecutionScheduled event) {
        Waiting waiting = pending.get(event.incarnation());
        if (waiting == null) {
            findings.add(Violation.STATE, name(event) + " does not wait");
            return limits;
        }
        Incarnation first = line.first();
        if (!event.incarnation().equals(first)) {
            findings.add(Violation.ORDER, name(event) + " is scheduled before " + first);
        }
        leave(event.incarnation(), waiting);
        active.put(event.incarnation(), new Holding(event.attempt(), waiting.user));
        if (active.size() > limits.maxActive()) {
            findings.add(Violation.SLOT, name(event) + " holds slot " + active.size() + " of " + limits.maxActive());
        }
        scheduled++;
        slotTime.scheduled();
        waits.add(waiting.priority, event.decision().cause().time().toEpochMilli() - waiting.since.toEpochMilli());
        return limits;
    }

    @Override
    public Limits on(ExecutionCompleted event) {
        return ended(event);
    }

    @Override
    public Limits on(ExecutionFailed event) {
        return ended(event);
    }

    @Override
    public Limits on(ExecutionTimedOut event) {
        return ended(event);
    }

    @Override
    public Limits on(ExecutionCancelled event) {
        if (event.reason() != CancelReason.BEFORE_REQUEST) {
            return ended(event);
        }
        // It never waited, but it is remembered: the same request again is answered as a repeated one.
        finished.add(event.incarnation());
        return limits;
    }

    @Override
    public Limits on(ExecutionExpired event) {
        if (event.incarnation() != null) {
            finish(event, event.incarnation(), Outcome.EXPIRED);
        }
        return limits;
    }

    private Limits ended(TerminalEvent event) {
        Holding holding = active.get(event.incarnation());
        if (holding != null && holding.attempt != event.attempt()) {
            findings.add(Violation.STATE, name(event) + " ends an attempt that holds no slot");
            return limits;
        }
        finish(event, event.incarnation(), event.outcome());
        return limits;
    }

    private void finish(DecisionEvent event, Incarnation incarnation, Outcome outcome) {
        Waiting waiting = pending.get(incarnation);
        Holding holding = active.remove(incarnation);
        boolean mayEndHere = outcome == Outcome.CANCELLED
                || (outcome == Outcome.EXPIRED) == (waiting != null)
                || (waiting != null && isUnreadable(event));
        if (waiting != null) {
            leave(incarnation, waiting);
        }
        if (waiting == null && holding == null) {
            findings.add(
                    finished.contains(incarnation) ? Violation.DUPLICATE_OUTCOME : Violation.STATE,
                    name(event) + " ends what neither waits nor runs");
            return;
        }
        if (!mayEndHere) {
            findings.add(Violation.STATE, name(event) + " cannot end so where it stands");
        }
        users.merge(waiting != null ? waiting.user : holding == null ? "" : holding.user, -1, Integer::sum);
        finished.add(incarnation);
        outcomes.merge(outcome, 1L, Long::sum);
    }

    /** The one way to fail without ever having held a slot: what was kept of the request cannot be read. */
    private static boolean isUnreadable(DecisionEvent event) {
        return event instanceof ExecutionFailed failed && failed.reason() == FailureReason.STATE_UNREADABLE;
    }

    @Override
    public Limits on(ExecutionDelayed event) {
        Holding holding = active.get(event.incarnation());
        if (holding == null || holding.attempt != event.attempt()) {
            findings.add(Violation.STATE, name(event) + " is delayed without a slot");
        }
        return limits;
    }

    @Override
    public Limits on(ExecutionStarted event) {
        Holding holding = active.get(event.incarnation());
        if (holding == null || holding.attempt != event.attempt()) {
            findings.add(Violation.STATE, name(event) + " starts without a slot");
        }
        return limits;
    }

    @Override
    public Limits on(ExecutionRejected event) {
        String user = String.valueOf(event.decision().userId());
        if (event.reason() == RejectionReason.USER_LIMIT && users.getOrDefault(user, 0) < limits.maxPerUser()) {
            findings.add(Violation.USER_LIMIT, name(event) + " is refused though its user is below the limit");
        }
        return limits;
    }

    @Override
    public Limits on(ExecutionRepeated event) {
        Waiting waiting = pending.get(event.incarnation());
        if (!known(event.incarnation())) {
            findings.add(Violation.STATE, name(event) + " repeats what was never accepted");
        } else if (waiting != null
                && event.position() != null
                && event.position() != line.rank(waiting.priority, waiting.place)) {
            findings.add(Violation.ORDER, name(event) + " states position " + event.position());
        }
        return limits;
    }

    @Override
    public Limits on(QueueSettingsApplied event) {
        return new Limits(event.maxActive(), event.maxPerUser());
    }

    @Override
    public Limits on(QueueSettingsRejected event) {
        return limits;
    }

    @Override
    public Limits on(CancelNoted event) {
        return limits;
    }

    @Override
    public Limits on(ReportRefused event) {
        return limits;
    }

    private void leave(Incarnation incarnation, Waiting waiting) {
        pending.remove(incarnation);
        line.remove(waiting.priority, waiting.place);
    }

    private boolean known(Incarnation incarnation) {
        return pending.containsKey(incarnation) || active.containsKey(incarnation) || finished.contains(incarnation);
    }

    private String name(DecisionEvent event) {
        DecisionContext context = event.decision();
        String cause = context == null
                ? "?"
                : context.cause().topic() + "-" + context.cause().partition() + "@"
                        + context.cause().offset();
        return event.type() + " of " + queue + "/" + event.executionId() + " (cause " + cause + ")";
    }

    /** How many wait, by priority. */
    Map<Priority, Integer> depths() {
        return line.depths();
    }

    int active() {
        return active.size();
    }

    long accepted() {
        return accepted;
    }

    long scheduled() {
        return scheduled;
    }

    long unfinished() {
        return (long) pending.size() + active.size();
    }

    int highestActive() {
        return highestActive;
    }

    int highestDepth() {
        return highestDepth;
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    SlotTime slotTime() {
        return slotTime;
    }
}
