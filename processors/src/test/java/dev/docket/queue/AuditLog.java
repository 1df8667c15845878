package dev.docket.queue;

import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.CancelRequested;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
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
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.ReportRefused;
import dev.docket.event.TerminalEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads decisions and commands as an auditor would who has nothing but the topics, and holds them against invariants 1
 * to 5 of DESIGN §3.
 */
final class AuditLog {

    private record Attempt(String queue, String id, Incarnation incarnation) {}

    private record Waiting(String user, Priority priority, long offset) {

        boolean isAhead(Waiting other) {
            return priority != other.priority ? priority.rank() < other.priority.rank() : offset < other.offset;
        }
    }

    private static final class Account {

        final Map<Attempt, Waiting> pending = new HashMap<>();
        final Map<Attempt, String> active = new HashMap<>();
        int accepted;
        int finished;
        int maxActive;
        int maxPerUser;

        long ofUser(String user) {
            return pending.values().stream().filter(w -> w.user.equals(user)).count()
                    + active.values().stream().filter(user::equals).count();
        }
    }

    private final QueueLimits defaults;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Set<Attempt> launched = new HashSet<>();
    private final Set<Attempt> ended = new HashSet<>();
    private final Handler handler = new Handler();
    private int answers;

    AuditLog(QueueLimits defaults) {
        this.defaults = defaults;
    }

    void read(Input input, Output output) {
        answers = 0;
        for (DecisionEvent decision : output.decisions()) {
            decision.accept(handler);
            DecisionContext context = Objects.requireNonNull(decision.decision(), "a decision has its context");
            Account account = account(decision.queue());
            require(context.cause().equals(input.arrival().cause()), "the cause is the record that was read");
            // Commands of this very input follow, so counts are those after the decision.
            require(context.pending() == account.pending.size(), "pending is told as it is");
            require(context.active() == account.active.size(), "active is told as it is");
            require(
                    account.accepted == account.pending.size() + account.active.size() + account.finished,
                    "accepted = pending + active + finished");
        }
        boolean wantsAnswer =
                input instanceof Input.Requested requested && !(requested.request() instanceof CancelRequested);
        require(answers == (wantsAnswer ? 1 : 0), "a request gets exactly one answer, not " + answers);
        for (Command command : output.plainCommands()) {
            if (command instanceof CreatePodCommand create) {
                Attempt attempt = new Attempt(create.queue(), create.executionId(), create.incarnation());
                require(launched.add(attempt), "one CreatePodCommand per attempt");
                require(
                        account(create.queue()).active.containsKey(attempt) || ended.contains(attempt),
                        "what is launched was scheduled");
            }
        }
    }

    private Account account(String queue) {
        return accounts.computeIfAbsent(queue, q -> {
            Account account = new Account();
            account.maxActive = defaults.maxActive();
            account.maxPerUser = defaults.maxPerUser();
            return account;
        });
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what);
        }
    }

    private final class Handler implements DecisionEvent.Handler<@Nullable Void> {

        @Override
        public @Nullable Void on(ExecutionAccepted accepted) {
            answers++;
            Account account = account(accepted.queue());
            String user = Objects.requireNonNull(accepted.decision().userId());
            Waiting waiting = new Waiting(
                    user, accepted.priority(), accepted.incarnation().offset());
            long ahead = account.pending.values().stream()
                    .filter(w -> w.isAhead(waiting))
                    .count();
            require(accepted.position() == ahead, "the position is the true rank");
            account.pending.put(new Attempt(accepted.queue(), accepted.executionId(), accepted.incarnation()), waiting);
            account.accepted++;
            require(accepted.depth() == account.pending.size(), "the depth is the true depth");
            require(account.ofUser(user) <= account.maxPerUser, "no user has more than maxPerUser");
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionScheduled scheduled) {
            Account account = account(scheduled.queue());
            Attempt attempt = new Attempt(scheduled.queue(), scheduled.executionId(), scheduled.incarnation());
            Waiting waiting = account.pending.remove(attempt);
            require(waiting != null, "what is scheduled was pending");
            require(
                    account.pending.values().stream().noneMatch(w -> w.isAhead(Objects.requireNonNull(waiting))),
                    "what is scheduled was first");
            require(scheduled.waitMillis() >= 0, "nobody waits for less than no time");
            account.active.put(attempt, Objects.requireNonNull(waiting).user);
            require(account.active.size() <= account.maxActive, "no more slots are held than maxActive");
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionExpired expired) {
            if (expired.incarnation() == null) {
                answers++;
            } else {
                Attempt attempt = new Attempt(expired.queue(), expired.executionId(), expired.incarnation());
                require(account(expired.queue()).pending.remove(attempt) != null, "what expires was pending");
                outcome(attempt);
            }
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionCancelled cancelled) {
            Attempt attempt = new Attempt(cancelled.queue(), cancelled.executionId(), cancelled.incarnation());
            if (cancelled.reason() == CancelReason.BEFORE_REQUEST) {
                answers++;
                require(ended.add(attempt), "one outcome each");
            } else if (cancelled.reason() == CancelReason.WHILE_PENDING) {
                require(account(cancelled.queue()).pending.remove(attempt) != null, "it was pending");
                outcome(attempt);
            } else {
                ofActive(cancelled);
            }
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionRejected rejected) {
            answers++;
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionRepeated repeated) {
            answers++;
            Account account = account(repeated.queue());
            Attempt attempt = new Attempt(repeated.queue(), repeated.executionId(), repeated.incarnation());
            Waiting waiting = account.pending.get(attempt);
            require(
                    switch (repeated.state()) {
                        case PENDING ->
                            waiting != null
                                    && Objects.equals(
                                            repeated.position(),
                                            account.pending.values().stream()
                                                    .filter(w -> w.isAhead(waiting))
                                                    .count());
                        case ACTIVE -> account.active.containsKey(attempt);
                        case FINISHED -> ended.contains(attempt) && repeated.outcome() != null;
                    },
                    "a repeat tells the state as it is");
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionDelayed delayed) {
            Attempt attempt = new Attempt(delayed.queue(), delayed.executionId(), delayed.incarnation());
            require(account(delayed.queue()).active.containsKey(attempt), "what is delayed holds a slot");
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionStarted started) {
            Attempt attempt = new Attempt(started.queue(), started.executionId(), started.incarnation());
            require(account(started.queue()).active.containsKey(attempt), "what starts holds a slot");
            return null;
        }

        @Override
        public @Nullable Void on(ExecutionCompleted completed) {
            return ofActive(completed);
        }

        @Override
        public @Nullable Void on(ExecutionFailed failed) {
            return ofActive(failed);
        }

        @Override
        public @Nullable Void on(ExecutionTimedOut timedOut) {
            return ofActive(timedOut);
        }

        @Override
        public @Nullable Void on(CancelNoted noted) {
            return null;
        }

        @Override
        public @Nullable Void on(ReportRefused refused) {
            Attempt attempt = new Attempt(refused.queue(), refused.executionId(), refused.incarnation());
            require(
                    refused.attempt() != 1 || !account(refused.queue()).active.containsKey(attempt),
                    "no report of the holder is refused");
            return null;
        }

        @Override
        public @Nullable Void on(QueueSettingsApplied applied) {
            Account account = account(applied.queue());
            account.maxActive = applied.maxActive();
            account.maxPerUser = applied.maxPerUser();
            return null;
        }

        @Override
        public @Nullable Void on(QueueSettingsRejected rejected) {
            return null;
        }

        private @Nullable Void ofActive(TerminalEvent event) {
            Attempt attempt = new Attempt(event.queue(), event.executionId(), event.incarnation());
            require(account(event.queue()).active.remove(attempt) != null, "what ends held a slot");
            outcome(attempt);
            return null;
        }

        private void outcome(Attempt attempt) {
            require(ended.add(attempt), "one outcome each");
            account(attempt.queue).finished++;
        }
    }
}
