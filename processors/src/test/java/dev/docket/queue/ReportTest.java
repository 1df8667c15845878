package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.AttemptId;
import dev.docket.event.CancelReason;
import dev.docket.event.DecisionContext;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.FailureReason;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.PodRun;
import dev.docket.event.ReportRefused;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the launcher tells, and who is believed. */
final class ReportTest {

    private final QueueDriver queue = new QueueDriver(rules());

    @Test
    void confirmsAStartWithItsPod() {
        queue.submit("a");

        queue.start("a");

        ExecutionStarted started =
                assertThatQueue(queue).hasSentNothing().hasActive("a").decision(ExecutionStarted.class);
        assertThat(started.podName()).isEqualTo("pod");
        assertThat(started.decision())
                .isEqualTo(new DecisionContext(
                        "u", 0, 1, queue.decisions().get(2).decision().cause()));
    }

    @Test
    void freesTheSlotAndTheCountWithTheEnd() {
        queue.submit("a");
        queue.start("a");

        queue.finish("a");

        assertThatQueue(queue).hasActive().hasFinished("a").decision(ExecutionCompleted.class);
        assertThat(queue.line().ofUser("u")).isZero();
        assertThat(queue.line().users()).isEmpty();
    }

    @Test
    void takesAnEndWithoutAStart() {
        queue.submit("a");

        queue.finish("a");

        assertThatQueue(queue).hasFinished("a");
    }

    @Test
    void tellsHowItEndedAsTheLauncherSaidAndIgnoresTheContextThatCameAlong() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");
        PodRun run = new PodRun("pod", "node", 137, null, null, "the end of the log");

        queue.report(new ExecutionFailed(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                1,
                FailureReason.OOM_KILLED,
                "killed",
                false,
                run,
                queue.decisions().get(0).decision()));

        ExecutionFailed failed = assertThatQueue(queue).decision(ExecutionFailed.class);
        assertThat(failed.run()).isEqualTo(run);
        assertThat(failed.reason()).isEqualTo(FailureReason.OOM_KILLED);
        assertThat(failed.decision()).isNotNull();
        assertThat(failed.decision().cause().topic()).isEqualTo("reports");
    }

    @Test
    void letsTheFirstOutcomeStand() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");
        queue.finish(attempt);

        queue.report(new ExecutionFailed(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                1,
                FailureReason.NODE_LOST,
                null,
                true,
                null,
                null));

        assertThatQueue(queue).hasSentNothing().hasFinished("a").decision(ReportRefused.class);
        queue.submit("a");
        assertThat(assertThatQueue(queue).decision(ExecutionRepeated.class).outcome())
                .isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void letsTheRealOutcomeOfACancelledExecutionStand() {
        queue.submit("a");
        queue.cancel("a");

        queue.finish("a");

        assertThatQueue(queue).hasFinished("a").decision(ExecutionCompleted.class);
    }

    @Test
    void tellsWhyItWasCancelledInTheWordsOfWhoCancelled() {
        queue.submit("a");
        queue.cancel("a", "a mistake");
        AttemptId attempt = queue.active("a");

        queue.report(new ExecutionCancelled(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                1,
                CancelReason.WHILE_ACTIVE,
                "the Pod was deleted",
                null,
                null));

        assertThat(assertThatQueue(queue).decision(ExecutionCancelled.class).message())
                .isEqualTo("a mistake");
    }

    @Test
    void deletesThePodOfAnEarlierIncarnationThatStarts() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");

        queue.start(new AttemptId("default", "a", new Incarnation(QueueDriver.PARTITION, 4711), 1));

        assertThatQueue(queue).hasDeletedPod("a", DeletePodReason.NOT_ACTIVE).hasActive("a");
        assertThat(queue.last().plainCommands().get(0).incarnation().offset()).isEqualTo(4711);
        assertThat(queue.active("a")).isEqualTo(attempt);
    }

    @Test
    void deletesThePodOfAnotherAttemptThatStarts() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");

        queue.start(new AttemptId("default", "a", attempt.incarnation(), 2));

        assertThatQueue(queue).hasDeletedPod("a", DeletePodReason.NOT_ACTIVE).hasActive("a");
        assertThat(queue.last().plainCommands().get(0).attempt()).isEqualTo(2);
        ReportRefused refused = assertThatQueue(queue).decision(ReportRefused.class);
        assertThat(refused.reportType()).isEqualTo("ExecutionStarted");
    }

    @Test
    void deletesThePodThatStartsAfterItsLeaseWasTakenBack() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");
        queue.advance(Duration.ofDays(1)).tick();

        queue.start(attempt);

        assertThatQueue(queue).hasFinished("a").hasActive().hasDeletedPod("a", DeletePodReason.NOT_ACTIVE);
    }

    @Test
    void deletesThePodOfWhatIsNotKnownAtAll() {
        queue.start(new AttemptId("default", "stranger", new Incarnation(QueueDriver.PARTITION, 1), 1));

        assertThatQueue(queue).hasDeletedPod("stranger", DeletePodReason.NOT_ACTIVE);
        assertThat(queue.ledger().entries()).isEmpty();
    }

    @Test
    void deletesThePodOfWhatIsOnlyPending() {
        queue.submitAll("a", "b");
        Incarnation incarnation = ((Waiter) Objects.requireNonNull(queue.line().live("b"))).incarnation();

        queue.start(new AttemptId("default", "b", incarnation, 1));

        assertThatQueue(queue).hasDeletedPod("b", DeletePodReason.NOT_ACTIVE).hasPendingInOrder("b");
    }

    /** Otherwise the answer would cause the next report, for ever. */
    @Test
    void onlyNotesTheEndOfWhatIsNotActive() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");

        queue.finish(new AttemptId("default", "a", attempt.incarnation(), 2));
        assertThatQueue(queue).hasSentNothing().hasActive("a").decision(ReportRefused.class);
        queue.finish(new AttemptId("default", "a", new Incarnation(QueueDriver.PARTITION, 4711), 1));

        assertThatQueue(queue).hasSentNothing().hasActive("a").decision(ReportRefused.class);
    }

    @Test
    void keepsReportsOfOneQueueAwayFromAnother() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");

        queue.finish(new AttemptId("other", "a", attempt.incarnation(), 1));

        assertThatQueue(queue).hasActive("a").decision(ReportRefused.class);
    }

    @Test
    void neverCountsBelowZeroHoweverOftenAnEndIsTold() {
        queue.submit("a");
        AttemptId attempt = queue.active("a");
        for (int i = 0; i < 3; i++) {
            queue.finish(attempt);
            queue.cancel("a");
            queue.tick();
        }

        assertThat(queue.line().active()).isZero();
        assertThat(queue.line().pending()).isZero();
        assertThat(queue.line().pendingBytes()).isZero();
        assertThat(queue.line().ofUser("u")).isZero();
        assertThat(queue.decisions())
                .allSatisfy(decision -> assertThat(decision.decision()).satisfies(context -> {
                    assertThat(context.active()).isNotNegative();
                    assertThat(context.pending()).isNotNegative();
                }));
    }

    @Test
    void letsAReusedIdBeAnotherExecutionAfterItsRetention() {
        QueueDriver forgetful =
                new QueueDriver(rules().staleTimeout(Duration.ofHours(1)).finishedRetention(Duration.ofHours(1)));
        forgetful.submit("a");
        AttemptId first = forgetful.active("a");
        forgetful.finish("a");
        forgetful.advance(Duration.ofHours(1)).tick();

        forgetful.submit(aRequest("a").script("echo other"));

        AttemptId second = forgetful.active("a");
        assertThat(second.incarnation()).isNotEqualTo(first.incarnation());
        forgetful.finish(first);
        assertThatQueue(forgetful).hasActive("a").decision(ReportRefused.class);
        forgetful.finish(second);
        assertThatQueue(forgetful).hasFinished("a");
    }

    @Test
    void remembersAFinishedExecutionToTheLastMillisecond() {
        QueueDriver forgetful =
                new QueueDriver(rules().staleTimeout(Duration.ofHours(1)).finishedRetention(Duration.ofHours(1)));
        forgetful.submit("a");
        forgetful.finish("a");

        forgetful.advance(Duration.ofHours(1).minusMillis(1)).tick();
        assertThatQueue(forgetful).hasFinished("a");
        forgetful.advance(Duration.ofMillis(1)).tick();

        assertThat(forgetful.ledger().entries()).isEmpty();
        assertThat(forgetful.ledger().index().lines()).isEmpty();
    }
}
