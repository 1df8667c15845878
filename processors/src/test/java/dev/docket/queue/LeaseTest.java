package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelReason;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.TimeoutReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The two leases of a slot, the wait of a pending execution, and the ticks that end them. */
final class LeaseTest {

    private static final Duration LAUNCH = Duration.ofMinutes(40);
    private static final Duration RUN = Duration.ofSeconds(60).plusMinutes(5);
    private static final Duration OUTAGE = Duration.ofMinutes(30);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final QueueDriver queue =
            new QueueDriver(rules().leases(Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(5))
                    .pendingTimeout(Duration.ofDays(1)));

    @Test
    void takesASlotBackWhenNothingStartedWithinTheLaunchTimeoutAndGrace() {
        queue.submitAll("a", "b");
        queue.advance(LAUNCH.minus(MILLI)).tick();
        assertThatQueue(queue).hasSentNothing().hasActive("a");

        queue.advance(MILLI).tick();

        ExecutionFailed failed = assertThatQueue(queue)
                .hasDeletedPod("a", DeletePodReason.LEASE_EXPIRED)
                .hasScheduled("b")
                .hasFinished("a")
                .decision(ExecutionFailed.class);
        assertThat(failed.reason()).isEqualTo(FailureReason.LAUNCH_FAILED);
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void countsTheRunFromItsStart() {
        queue.submit("a");
        queue.advance(LAUNCH.minus(MILLI)).start("a");
        queue.advance(RUN.minus(MILLI)).tick();
        assertThatQueue(queue).hasActive("a");

        queue.advance(MILLI).tick();
        assertThatQueue(queue).hasDeletedPod("a", DeletePodReason.LEASE_EXPIRED).hasActive("a");
        assertThat(queue.last().decisions()).as("only its launcher knows").isEmpty();

        queue.advance(OUTAGE.minus(MILLI)).tick();
        assertThatQueue(queue).hasSentNothing().hasActive("a");
        queue.advance(MILLI).tick();

        ExecutionTimedOut timedOut = assertThatQueue(queue)
                .hasDeletedPod("a", DeletePodReason.LEASE_EXPIRED)
                .hasFinished("a")
                .decision(ExecutionTimedOut.class);
        assertThat(timedOut.reason()).isEqualTo(TimeoutReason.LEASE_EXPIRED);
    }

    @Test
    void movesTheLeaseAtTheFirstStartOnly() {
        queue.submit("a");
        queue.start("a");
        queue.advance(Duration.ofMinutes(5)).start("a");
        assertThat(queue.last().decisions())
                .as("a repeated start says nothing new")
                .isEmpty();

        queue.advance(RUN.minusMinutes(5)).tick();

        assertThatQueue(queue).hasDeletedPod("a", DeletePodReason.LEASE_EXPIRED);
    }

    @Test
    void believesAStartThatIsReadBeforeTheTick() {
        queue.submit("a");
        queue.advance(LAUNCH.plusHours(1)).start("a");
        assertThatQueue(queue).decision(ExecutionStarted.class);

        queue.tick();

        assertThatQueue(queue).hasActive("a");
    }

    @Test
    void believesACompletionThatIsReadBeforeTheTick() {
        queue.submit("a");
        queue.start("a");
        queue.advance(Duration.ofDays(3));

        queue.finish("a");
        assertThatQueue(queue).decision(ExecutionCompleted.class);
        queue.tick();

        assertThat(queue.last().decisions()).isEmpty();
    }

    @Test
    void cancelsWhatIsCancelledWhileItIsLaunched() {
        queue.submit("a");
        queue.cancel("a", "a mistake");

        queue.advance(LAUNCH).tick();

        ExecutionCancelled cancelled = assertThatQueue(queue)
                .hasDeletedPod("a", DeletePodReason.LEASE_EXPIRED)
                .hasFinished("a")
                .decision(ExecutionCancelled.class);
        assertThat(cancelled.reason()).isEqualTo(CancelReason.WHILE_ACTIVE);
        assertThat(cancelled.message()).isEqualTo("a mistake");
    }

    @Test
    void freesTheSlotOfACancelledRunWhoseEndNobodyTells() {
        queue.submit("a");
        queue.start("a");
        queue.cancel("a");

        queue.advance(RUN).tick();
        assertThatQueue(queue).hasDeletedPod("a", DeletePodReason.CANCELLED).hasActive("a");

        queue.advance(OUTAGE).tick();
        assertThatQueue(queue).hasActive().hasFinished("a").decision(ExecutionTimedOut.class);
    }

    @Test
    void whatTheLauncherAnswersIsTheOutcomeHoweverLateItComes() {
        queue.submitAll("a", "b");
        queue.start("a");
        queue.advance(RUN).tick();
        queue.advance(OUTAGE.minus(MILLI));

        queue.finish("a");

        assertThatQueue(queue).hasFinished("a").hasScheduled("b").decision(ExecutionCompleted.class);
    }

    @Test
    void expiresWhatHasWaitedForTooLong() {
        queue.submit(aRequest("a").timeoutSeconds(7 * 24 * 3600));
        queue.submit("b");
        queue.start("a");
        queue.advance(Duration.ofDays(1).minus(MILLI)).tick();
        assertThatQueue(queue).hasPendingInOrder("b");

        queue.advance(MILLI).tick();

        ExecutionExpired expired = assertThatQueue(queue)
                .hasSentNothing()
                .hasPendingInOrder()
                .hasFinished("b")
                .decision(ExecutionExpired.class);
        assertThat(expired.reason()).isEqualTo(ExpiryReason.WAITED_TOO_LONG);
        assertThat(expired.incarnation()).isNotNull();
        assertThat(queue.line().ofUser("u")).isEqualTo(1);
    }

    /** What a tick ends depends on when the tick was written, not on when it is read. */
    @Test
    void endsOnlyWhatWasDueAtTheTicksOwnTime() {
        queue.submit("a");
        queue.advance(LAUNCH.plusHours(1)).submit("b");

        queue.advance(Duration.ofHours(-2)).tick();

        assertThatQueue(queue).hasActive("a");
    }

    @Test
    void endsNothingWithoutATick() {
        queue.submit("a");

        queue.advance(LAUNCH.plusHours(1)).submit("b");

        assertThatQueue(queue).hasActive("a").hasPendingInOrder("b");
    }

    @Test
    void endsNoMoreThanOneTickMayAndAsksForAnother() {
        QueueDriver bounded = new QueueDriver(rules().maxActive(5).work(100, 1 << 20, 2));
        bounded.submitAll("a", "b", "c", "d", "e");
        bounded.advance(LAUNCH);

        bounded.tick();
        assertThat(bounded.line().active()).isEqualTo(3);
        assertThat(bounded.last().tickWanted()).isTrue();
        bounded.tick();
        assertThat(bounded.line().active()).isEqualTo(1);
        bounded.tick();

        assertThatQueue(bounded).hasFinished("a", "b", "c", "d", "e");
        assertThat(bounded.last().tickWanted()).isFalse();
    }

    @Test
    void asksForNoOtherTickWhenItHasJustEndedTheLast() {
        QueueDriver bounded = new QueueDriver(rules().maxActive(5).work(100, 1 << 20, 2));
        bounded.submitAll("a", "b");

        bounded.advance(LAUNCH).tick();

        assertThat(bounded.last().tickWanted()).isFalse();
    }

    @Test
    void knowsItsLeasesAfterARestart() {
        queue.submit("a");
        queue.start("a");

        queue.restart().advance(RUN).tick();
        assertThatQueue(queue).hasDeletedPod("a", DeletePodReason.LEASE_EXPIRED);

        queue.restart().advance(OUTAGE).tick();
        assertThatQueue(queue).decision(ExecutionTimedOut.class);
    }
}
