package dev.docket.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelReason;
import dev.docket.event.DecisionContext;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionState;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clean log gives no finding; each planted fault is found, once, and nothing else with it. */
final class AuditTest {

    private final SyntheticLog log = new SyntheticLog();

    @BeforeEach
    void fourWaitAndTwoRun() {
        for (int i = 0; i < 6; i++) {
            log.request("e" + i, "user-" + i % 3, Priority.values()[i % 5]);
            log.schedule();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsNothingInAnHonestLog(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(100) < 55) {
                log.request("r" + i, "user-" + random.nextInt(40), Priority.values()[random.nextInt(5)]);
            } else if (log.audit.progress().now().active() > 0) {
                log.complete(log.anyActive());
            }
            log.schedule();
        }
        log.drain();

        AuditFigures figures = log.audit.verdict();
        assertThat(figures.examples()).isEmpty();
        assertThat(figures.clean()).isTrue();
        assertThat(figures.answers().submitted())
                .isEqualTo(figures.answers().accepted() + figures.answers().rejections());
        assertThat(figures.outcomes())
                .containsOnly(Map.entry(Outcome.COMPLETED, figures.answers().accepted()));
        assertThat(figures.answers().rejected()).containsOnlyKeys(RejectionReason.USER_LIMIT);
        assertThat(figures.load().highestActive()).isEqualTo(2);
        assertThat(figures.load().pods()).isEqualTo(figures.load().scheduled());
    }

    @Test
    void findsWhoeverIsScheduledOutOfTurn() {
        log.complete(log.anyActive());
        SyntheticLog.Entry last = log.lastPending();
        log.scheduled(last);
        log.command(last);
        log.pod(last, "uid");
        log.drain();

        assertOnly(Violation.ORDER);
    }

    @Test
    void findsAPositionThatIsNotTheRank() {
        log.received("x", "user-9", Priority.NORMAL);
        log.admit(entry("x", "user-9"), 1, 0);
        log.drain();

        assertOnly(Violation.ORDER);
    }

    @Test
    void findsADepthThatIsNotTheNumberOfThoseWhoWait() {
        log.received("x", "user-9", Priority.NORMAL);
        log.admit(entry("x", "user-9"), 0, 1);
        log.drain();

        assertOnly(Violation.ORDER);
    }

    @Test
    void findsAWrongPositionInARepeatedAnswer() {
        SyntheticLog.Entry last = log.lastPending();
        log.received(last.id(), last.user(), last.priority());
        log.decided(new ExecutionRepeated(
                "default", last.id(), last.incarnation(), ExecutionState.PENDING, 0L, null, log.context(last.user())));
        log.drain();

        assertOnly(Violation.ORDER);
    }

    @Test
    void takesARepeatedAnswerAboutWhatWasCancelledBeforeItCame() {
        log.received("x", "user-9", Priority.NORMAL);
        Incarnation incarnation =
                new Incarnation(0, log.context("user-9").cause().offset());
        log.decided(new ExecutionCancelled(
                "default", "x", incarnation, 1, CancelReason.BEFORE_REQUEST, null, null, log.context("user-9")));
        log.received("x", "user-9", Priority.NORMAL);
        log.decided(new ExecutionRepeated(
                "default", "x", incarnation, ExecutionState.FINISHED, null, Outcome.CANCELLED, log.context("user-9")));
        log.drain();

        assertThat(log.audit.verdict().examples()).isEmpty();
    }

    @Test
    void findsASlotTooMany() {
        SyntheticLog.Entry next = log.firstPending();
        log.scheduled(next);
        log.command(next);
        log.pod(next, "uid");
        log.drain();

        assertOnly(Violation.SLOT);
    }

    @Test
    void acceptsMoreSlotsAfterTheSettingsAllowThem() {
        log.decided(new QueueSettingsApplied("default", 3, 4, 10, 10, false, log.context(null)));
        SyntheticLog.Entry next = log.firstPending();
        log.scheduled(next);
        log.command(next);
        log.pod(next, "uid");
        log.drain();

        assertThat(log.audit.verdict().clean()).isTrue();
        assertThat(log.audit.verdict().load().highestActive()).isEqualTo(3);
    }

    @Test
    void findsAUserAboveTheLimit() {
        for (int i = 0; i < 4; i++) {
            log.request("many" + i, "user-9", Priority.LOW);
        }
        log.received("x", "user-9", Priority.LOW);
        log.admit(new SyntheticLog.Entry("x", "user-9", Priority.LOW, lastRequest()));
        log.drain();

        assertOnly(Violation.USER_LIMIT);
    }

    @Test
    void findsASecondCommandForAnAttempt() {
        log.command(log.anyActive());
        log.drain();

        assertOnly(Violation.DUPLICATE_COMMAND);
    }

    @Test
    void findsASecondPodForAnAttempt() {
        log.pod(log.anyActive(), "another-uid");
        log.drain();

        assertOnly(Violation.DUPLICATE_POD);
    }

    @Test
    void hearingOfOnePodTwiceIsNoSecondPod() {
        SyntheticLog.Entry running = log.anyActive();
        log.pod(running, "uid-" + running.incarnation());
        log.drain();

        assertThat(log.audit.verdict().clean()).isTrue();
    }

    @Test
    void findsAPodThatNobodyCommanded() {
        log.pod(log.lastPending().withId("stranger"), "uid");
        log.drain();

        assertOnly(Violation.UNMATCHED);
    }

    @Test
    void findsAScheduleWithoutItsCommand() {
        log.complete(log.anyActive());
        SyntheticLog.Entry first = log.firstPending();
        log.scheduled(first);
        log.pod(first, "uid");
        log.complete(first);
        log.drain();

        AuditFigures figures = log.audit.verdict();
        assertThat(figures.faults()).containsOnlyKeys(Violation.UNMATCHED);
    }

    @Test
    void findsASecondAnswer() {
        SyntheticLog.Entry entry = log.request("x", "user-9", Priority.LOW);
        log.decided(new ExecutionRepeated(
                "default", "x", entry.incarnation(), ExecutionState.PENDING, null, null, log.context("user-9")));
        log.drain();

        assertOnly(Violation.DUPLICATE_ANSWER);
    }

    @Test
    void findsASecondOutcome() {
        SyntheticLog.Entry entry = log.anyActive();
        log.complete(entry);
        log.confirm(entry);
        log.drain();

        assertOnly(Violation.DUPLICATE_OUTCOME);
    }

    @Test
    void findsAnOutcomeOfWhatWasNeverAccepted() {
        log.report(log.anyActive());
        log.decided(new ExecutionCancelled(
                "default",
                "ghost",
                new Incarnation(0, 999),
                1,
                CancelReason.WHILE_ACTIVE,
                null,
                null,
                log.context("user-1")));
        log.drain();

        assertOnly(Violation.STATE);
    }

    @Test
    void findsAnEndOfAnAttemptThatHoldsNoSlot() {
        SyntheticLog.Entry entry = log.anyActive();
        log.decided(
                new ExecutionCompleted("default", entry.id(), entry.incarnation(), 2, null, log.context(entry.user())));
        log.drain();

        assertThat(log.audit.verdict().faults()).containsKey(Violation.STATE);
    }

    @Test
    void findsAScheduleOfWhatDoesNotWait() {
        SyntheticLog.Entry entry = log.anyActive();
        log.decided(new ExecutionScheduled(
                "default", entry.id(), entry.incarnation(), 1, entry.priority(), 0, null, log.context(entry.user())));
        log.drain();

        assertOnly(Violation.STATE);
    }

    @Test
    void findsAnIncarnationThatIsNotItsRecords() {
        log.received("x", "user-9", Priority.LOW);
        log.decided(new ExecutionAccepted(
                "default", "x", new Incarnation(0, 4711), Priority.LOW, 4, 5, null, null, log.context("user-9")));
        log.drain();

        assertOnly(Violation.STATE);
    }

    @Test
    void findsCountsThatDoNotFollow() {
        log.received("x", "user-9", Priority.LOW);
        DecisionContext context = log.context("user-9");
        log.decided(new ExecutionRejected(
                "default",
                "x",
                RejectionReason.INVALID,
                "no",
                List.of(),
                new DecisionContext("user-9", context.pending() + 1, context.active(), context.cause())));

        assertOnly(Violation.COUNT);
    }

    @Test
    void findsAnOutcomeThatNobodyReported() {
        log.confirm(log.anyActive());
        log.drain();

        assertOnly(Violation.INVENTED);
    }

    @Test
    void findsACompletionWithoutAPod() {
        log.complete(log.anyActive());
        SyntheticLog.Entry first = log.firstPending();
        log.scheduled(first);
        log.command(first);
        log.drain();

        assertOnly(Violation.INVENTED);
    }

    @Test
    void findsWhatDocketWroteAndNobodyCanRead() {
        log.append(SyntheticLog.TOPICS.executionEvents(), "{}".getBytes(StandardCharsets.UTF_8));
        log.drain();

        assertOnly(Violation.UNREADABLE);
    }

    @Test
    void countsARequestWithoutAnAnswerAsUnaccounted() {
        log.received("x", "user-9", Priority.LOW);
        log.drain();

        AuditFigures figures = log.audit.verdict();
        assertThat(figures.unaccounted()).isEqualTo(1);
        assertThat(figures.faults()).isEmpty();
        assertThat(figures.clean()).isFalse();
    }

    @Test
    void countsAnAcceptedExecutionWithoutAnOutcomeAsUnaccounted() {
        AuditFigures figures = log.audit.verdict();

        assertThat(figures.unaccounted()).isEqualTo(6);
        assertThat(figures.faults()).isEmpty();
    }

    private void assertOnly(Violation violation) {
        AuditFigures figures = log.audit.verdict();
        assertThat(figures.faults()).as("%s", figures.examples()).containsExactly(Map.entry(violation, 1L));
        assertThat(figures.clean()).isFalse();
    }

    private SyntheticLog.Entry entry(String id, String user) {
        return new SyntheticLog.Entry(id, user, Priority.NORMAL, lastRequest());
    }

    private Incarnation lastRequest() {
        return new Incarnation(0, log.context(null).cause().offset());
    }
}
