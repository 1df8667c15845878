package dev.docket.queue;

import dev.docket.event.AttemptReport;
import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.CancelRequested;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionContext;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionState;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.Fault;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.RejectionReason;
import dev.docket.event.ReportRefused;
import dev.docket.event.TerminalEvent;
import dev.docket.event.Tick;
import dev.docket.event.TimeoutReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contract of DESIGN §3 once more, by the most obvious means: one list of executions, and every question answered by
 * going through all of it. It shares with the queue its inputs, its outputs and its rules, and nothing that decides.
 * It is long because it is the whole contract on one page.
 */
final class NaiveQueues {

    private static final int SAMPLES = 64;

    private record Early(String queue, String id, String reason, long forgetAt) {}

    private record DueItem(long at, int kind, String queue, String id, Runnable then) {}

    private final Rules rules;
    private final Output.Recorder out = new Output.Recorder();
    private final List<NaiveExecution> executions = new ArrayList<>();
    private final List<Early> earlyCancels = new ArrayList<>();
    private final Map<String, QueueSettings> settings = new TreeMap<>();
    private Arrival arrival;

    NaiveQueues(Rules rules, Arrival before) {
        this.rules = rules;
        this.arrival = before;
    }

    Output feed(Input input) {
        arrival = input.arrival();
        if (input instanceof Input.Requested requested) {
            if (requested.request() instanceof CancelRequested cancel) {
                cancel(cancel);
            } else {
                submit((ExecutionRequested) requested.request());
            }
        } else if (input instanceof Input.Configured configured) {
            configure(configured.queue(), configured.settings());
        } else if (((Input.Reported) input).report() instanceof Tick) {
            tick();
        } else {
            report((AttemptReport) ((Input.Reported) input).report());
        }
        schedule();
        return out.take();
    }

    List<NaiveExecution> executions() {
        return executions;
    }

    // --- requests

    private void submit(ExecutionRequested request) {
        String queue = Objects.requireNonNull(request.queue());
        String id = Objects.requireNonNull(request.executionId());
        String user = Objects.requireNonNull(request.userId());
        String priority = Objects.requireNonNull(request.priority());
        if (Stream.of(Priority.values()).noneMatch(p -> p.name().equals(priority))) {
            Fault fault = new Fault(
                    "priority", "'" + priority + "'; one of " + Arrays.toString(Priority.values()) + " is allowed");
            reject(queue, id, user, RejectionReason.INVALID, List.of(fault));
            return;
        }
        NaiveExecution asked = new NaiveExecution(request, arrival);
        Optional<NaiveExecution> known = find(queue, id);
        Optional<Early> early = earlyCancels.stream()
                .filter(e -> e.queue.equals(queue) && e.id.equals(id))
                .findFirst();
        if (Math.max(arrival.readAt(), now()) - arrival.firstTime()
                > rules.memory().staleTimeout().toMillis()) {
            out.decided(new ExecutionExpired(
                    queue,
                    id,
                    null,
                    ExpiryReason.STALE_REQUEST,
                    ExpiryReason.STALE_REQUEST.text(),
                    context(queue, user)));
        } else if (known.isPresent()) {
            again(known.get(), asked);
        } else if (early.isPresent() && memoryIsFull(queue)) {
            reject(queue, id, user, RejectionReason.DEDUP_FULL, List.of());
        } else if (early.isPresent()) {
            earlyCancels.remove(early.get());
            executions.add(asked);
            finish(asked, Outcome.CANCELLED);
            out.decided(new ExecutionCancelled(
                    queue,
                    id,
                    asked.incarnation,
                    1,
                    CancelReason.BEFORE_REQUEST,
                    early.get().reason,
                    null,
                    context(queue, user)));
        } else {
            admit(asked);
        }
    }

    private void again(NaiveExecution known, NaiveExecution asked) {
        if (!known.sameContent(asked)) {
            reject(asked.queue, asked.id, asked.user, RejectionReason.ID_CONFLICT, List.of());
            return;
        }
        out.decided(new ExecutionRepeated(
                known.queue,
                known.id,
                known.incarnation,
                known.state,
                known.state == ExecutionState.PENDING ? Long.valueOf(position(known)) : null,
                known.outcome,
                context(known.queue, asked.user)));
    }

    private void admit(NaiveExecution asked) {
        String queue = asked.queue;
        if (noRoomFor(asked)) {
            for (int i = 0; i < rules.work().maxDue(); i++) {
                dueItems(e -> e.state == ExecutionState.PENDING).stream()
                        .filter(due -> due.kind == 0 && due.at <= now())
                        .findFirst()
                        .ifPresent(due -> due.then.run());
            }
        }
        if (noRoomFor(asked)) {
            reject(queue, asked.id, asked.user, RejectionReason.QUEUE_FULL, List.of());
        } else if (memoryIsFull(queue)) {
            reject(queue, asked.id, asked.user, RejectionReason.DEDUP_FULL, List.of());
        } else if (count(queue, e -> e.state != ExecutionState.FINISHED && e.user.equals(asked.user))
                >= limits(queue).maxPerUser()) {
            reject(queue, asked.id, asked.user, RejectionReason.USER_LIMIT, List.of());
        } else {
            asked.dueAt = now() + rules.memory().pendingTimeout().toMillis();
            executions.add(asked);
            long position = position(asked);
            out.decided(new ExecutionAccepted(
                    queue,
                    asked.id,
                    asked.incarnation,
                    asked.priority,
                    position,
                    pending(queue),
                    null,
                    null,
                    context(queue, asked.user)));
        }
    }

    private boolean noRoomFor(NaiveExecution asked) {
        long bytes = executions.stream()
                .filter(e -> e.queue.equals(asked.queue) && e.state == ExecutionState.PENDING)
                .mapToLong(e -> e.arrival.bytes())
                .sum();
        QueueLimits limits = limits(asked.queue);
        return pending(asked.queue) + 1 > limits.maxPending()
                || bytes + asked.arrival.bytes() > limits.maxPendingBytes();
    }

    private boolean memoryIsFull(String queue) {
        return count(queue, e -> true) >= rules.memory().maxFinished();
    }

    private void reject(String queue, String id, String user, RejectionReason reason, List<Fault> faults) {
        out.decided(new ExecutionRejected(queue, id, reason, reason.text(), faults, context(queue, user)));
    }

    private void cancel(CancelRequested cancel) {
        String queue = Objects.requireNonNull(cancel.queue());
        String id = Objects.requireNonNull(cancel.executionId());
        String reason = cancel.reason() == null ? "" : cancel.reason();
        NaiveExecution known = find(queue, id).orElse(null);
        if (known == null) {
            boolean remembered = earlyCancels.stream().anyMatch(e -> e.queue.equals(queue) && e.id.equals(id));
            long others =
                    earlyCancels.stream().filter(e -> e.queue.equals(queue)).count();
            if (!remembered && others < rules.memory().maxEarlyCancels()) {
                earlyCancels.add(new Early(
                        queue,
                        id,
                        reason,
                        now() + rules.memory().earlyCancelRetention().toMillis()));
                remembered = true;
            }
            noted(queue, id, null, remembered ? CancelEffect.REMEMBERED : CancelEffect.NOT_REMEMBERED, null);
        } else if (known.state == ExecutionState.FINISHED) {
            noted(queue, id, known.incarnation, CancelEffect.ALREADY_FINISHED, null);
        } else if (known.state == ExecutionState.PENDING) {
            finish(known, Outcome.CANCELLED);
            out.decided(new ExecutionCancelled(
                    queue,
                    id,
                    known.incarnation,
                    1,
                    CancelReason.WHILE_PENDING,
                    reason,
                    null,
                    context(queue, known.user)));
        } else if (known.cancelReason != null) {
            noted(queue, id, known.incarnation, CancelEffect.ALREADY_STOPPING, known.user);
        } else {
            known.cancelReason = reason;
            deletePod(queue, id, known.incarnation, 1, DeletePodReason.CANCELLED);
            noted(queue, id, known.incarnation, CancelEffect.STOPPING, known.user);
        }
    }

    private void noted(
            String queue, String id, @Nullable Incarnation incarnation, CancelEffect effect, @Nullable String user) {
        out.decided(new CancelNoted(queue, id, incarnation, effect, context(queue, user)));
    }

    // --- reports

    private void report(AttemptReport report) {
        NaiveExecution holder = find(report.queue(), report.executionId())
                .filter(e -> e.state == ExecutionState.ACTIVE)
                .filter(e -> e.incarnation.equals(report.incarnation()) && report.attempt() == 1)
                .orElse(null);
        if (holder == null) {
            out.decided(new ReportRefused(
                    report.queue(),
                    report.executionId(),
                    report.incarnation(),
                    report.attempt(),
                    report.type(),
                    context(report.queue(), null)));
            if (!(report instanceof TerminalEvent)) {
                deletePod(
                        report.queue(),
                        report.executionId(),
                        report.incarnation(),
                        report.attempt(),
                        DeletePodReason.NOT_ACTIVE);
            }
        } else if (report instanceof TerminalEvent ended) {
            finish(holder, ended.outcome());
            TerminalEvent told = ended;
            if (ended instanceof ExecutionCancelled c
                    && holder.cancelReason != null
                    && !holder.cancelReason.isEmpty()) {
                told = new ExecutionCancelled(
                        c.queue(),
                        c.executionId(),
                        c.incarnation(),
                        c.attempt(),
                        c.reason(),
                        holder.cancelReason,
                        c.run(),
                        null);
            }
            out.decided(told.confirmed(context(holder.queue, holder.user)));
        } else if (!holder.started && report instanceof ExecutionDelayed delayed) {
            out.decided(delayed.confirmed(context(holder.queue, holder.user)));
        } else if (!holder.started) {
            holder.started = true;
            holder.dueAt = now()
                    + Objects.requireNonNull(holder.request.timeoutSeconds()) * 1000L
                    + rules.leases().endGrace().toMillis();
            out.decided(((ExecutionStarted) report).confirmed(context(holder.queue, holder.user)));
        }
    }

    private void deletePod(String queue, String id, Incarnation incarnation, int attempt, DeletePodReason reason) {
        out.command(new DeletePodCommand(queue, id, incarnation, attempt, reason), null);
    }

    // --- time

    private void tick() {
        for (int handled = 0; handled < rules.work().maxDue(); handled++) {
            nextDue().ifPresent(due -> due.then.run());
        }
        if (nextDue().isPresent()) {
            out.wantTick();
        }
    }

    private Optional<DueItem> nextDue() {
        return dueItems(e -> true).stream().filter(due -> due.at <= now()).findFirst();
    }

    /** Everything that has a deadline, the earliest first. */
    private List<DueItem> dueItems(Predicate<NaiveExecution> which) {
        List<DueItem> items = new ArrayList<>();
        for (NaiveExecution e : executions) {
            if (which.test(e)) {
                items.add(new DueItem(e.dueAt, 0, e.queue, e.id, () -> endOf(e)));
            }
        }
        for (Early early : earlyCancels) {
            items.add(new DueItem(early.forgetAt, 1, early.queue, early.id, () -> earlyCancels.remove(early)));
        }
        items.sort(Comparator.comparingLong(DueItem::at)
                .thenComparing(DueItem::kind)
                .thenComparing(DueItem::queue)
                .thenComparing(DueItem::id));
        return items;
    }

    private void endOf(NaiveExecution e) {
        switch (e.state) {
            case FINISHED -> executions.remove(e);
            case PENDING -> {
                finish(e, Outcome.EXPIRED);
                out.decided(new ExecutionExpired(
                        e.queue,
                        e.id,
                        e.incarnation,
                        ExpiryReason.WAITED_TOO_LONG,
                        ExpiryReason.WAITED_TOO_LONG.text(),
                        context(e.queue, e.user)));
            }
            case ACTIVE -> {
                if (e.started && !e.asked) {
                    e.asked = true;
                    e.dueAt = now() + rules.leases().launchTimeout().toMillis();
                    deletePod(
                            e.queue,
                            e.id,
                            e.incarnation,
                            1,
                            e.cancelReason == null ? DeletePodReason.LEASE_EXPIRED : DeletePodReason.CANCELLED);
                    return;
                }
                TerminalEvent end = leaseEnd(e);
                finish(e, end.outcome());
                out.decided(end.confirmed(context(e.queue, e.user)));
                deletePod(e.queue, e.id, e.incarnation, 1, DeletePodReason.LEASE_EXPIRED);
            }
        }
    }

    private static TerminalEvent leaseEnd(NaiveExecution e) {
        if (e.started) {
            return new ExecutionTimedOut(
                    e.queue,
                    e.id,
                    e.incarnation,
                    1,
                    TimeoutReason.LEASE_EXPIRED,
                    "nobody told how the attempt ended within its timeout and the time to end",
                    null,
                    null);
        }
        if (e.cancelReason != null) {
            return new ExecutionCancelled(
                    e.queue, e.id, e.incarnation, 1, CancelReason.WHILE_ACTIVE, e.cancelReason, null, null);
        }
        return new ExecutionFailed(
                e.queue,
                e.id,
                e.incarnation,
                1,
                FailureReason.LAUNCH_FAILED,
                "no container started within the launch timeout",
                true,
                null,
                null);
    }

    private void finish(NaiveExecution e, Outcome outcome) {
        e.state = ExecutionState.FINISHED;
        e.outcome = outcome;
        e.dueAt = now() + rules.memory().finishedRetention().toMillis();
    }

    // --- settings and slots

    private void configure(String queue, QueueSettings wanted) {
        List<Fault> faults = new ArrayList<>();
        if (wanted.maxActive() != null && wanted.maxActive() < 0) {
            faults.add(new Fault("maxActive", wanted.maxActive() + "; 0 to 10000000 is allowed"));
        }
        if (wanted.maxPerUser() != null && wanted.maxPerUser() < 1) {
            faults.add(new Fault("maxPerUser", wanted.maxPerUser() + "; 1 to 10000000 is allowed"));
        }
        if (!faults.isEmpty()) {
            out.decided(new QueueSettingsRejected(queue, faults, context(queue, null)));
            return;
        }
        settings.put(queue, wanted);
        QueueLimits now = limits(queue);
        out.decided(new QueueSettingsApplied(
                queue,
                now.maxActive(),
                now.maxPerUser(),
                now.maxPending(),
                now.maxPendingBytes(),
                now.paused(),
                context(queue, null)));
    }

    QueueLimits limits(String queue) {
        QueueLimits d = rules.limits();
        QueueSettings s = settings.getOrDefault(queue, new QueueSettings(queue, null, null, null, null, null));
        return new QueueLimits(
                s.maxActive() == null ? d.maxActive() : s.maxActive(),
                s.maxPerUser() == null ? d.maxPerUser() : s.maxPerUser(),
                s.maxPending() == null ? d.maxPending() : s.maxPending(),
                s.maxPendingBytes() == null ? d.maxPendingBytes() : s.maxPendingBytes(),
                s.paused() == null ? d.paused() : s.paused());
    }

    private void schedule() {
        int commands = 0;
        long bytes = 0;
        for (NaiveExecution next = next(); next != null; next = next()) {
            boolean tooManyBytes =
                    commands > 0 && bytes + next.arrival.bytes() > rules.work().maxCommandBytes();
            if (commands == rules.work().maxCommands() || tooManyBytes) {
                out.wantTick();
                return;
            }
            commands++;
            bytes += next.arrival.bytes();
            launch(next);
        }
    }

    private @Nullable NaiveExecution next() {
        TreeSet<String> queues = new TreeSet<>();
        executions.forEach(e -> queues.add(e.queue));
        for (String queue : queues) {
            List<NaiveExecution> line = line(queue);
            QueueLimits limits = limits(queue);
            if (!line.isEmpty() && !limits.paused() && active(queue) < limits.maxActive()) {
                return line.get(0);
            }
        }
        return null;
    }

    private void launch(NaiveExecution e) {
        long notAfter = now() + rules.leases().launchTimeout().toMillis();
        e.state = ExecutionState.ACTIVE;
        e.dueAt = notAfter + rules.leases().startGrace().toMillis();
        out.command(
                new CreatePodCommand(
                        e.queue,
                        e.id,
                        e.incarnation,
                        1,
                        e.user,
                        e.priority,
                        Instant.ofEpochMilli(notAfter),
                        e.spec(),
                        e.request.metadata()),
                e.arrival.traceparent());
        out.decided(new ExecutionScheduled(
                e.queue,
                e.id,
                e.incarnation,
                1,
                e.priority,
                Math.max(0, now() - e.arrival.time()),
                null,
                context(e.queue, e.user)));
    }

    // --- plain questions

    private long now() {
        return arrival.cause().time().toEpochMilli();
    }

    private Optional<NaiveExecution> find(String queue, String id) {
        return executions.stream().filter(e -> e.is(queue, id)).findFirst();
    }

    /** The pending executions of a queue, in order. */
    List<NaiveExecution> line(String queue) {
        return executions.stream()
                .filter(e -> e.queue.equals(queue) && e.state == ExecutionState.PENDING)
                .sorted((a, b) -> a == b ? 0 : a.isAhead(b) ? -1 : 1)
                .toList();
    }

    private long position(NaiveExecution e) {
        return line(e.queue).indexOf(e);
    }

    private int count(String queue, Predicate<NaiveExecution> which) {
        return (int) executions.stream()
                .filter(e -> e.queue.equals(queue))
                .filter(which)
                .count();
    }

    private int pending(String queue) {
        return count(queue, e -> e.state == ExecutionState.PENDING);
    }

    private int active(String queue) {
        return count(queue, e -> e.state == ExecutionState.ACTIVE);
    }

    private DecisionContext context(String queue, @Nullable String user) {
        return new DecisionContext(user, pending(queue), active(queue), arrival.cause());
    }
}
