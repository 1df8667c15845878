package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.CancelRequested;
import dev.docket.event.Cause;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cancels, in every state of what they are about. */
final class CancellationTest {

    private final QueueDriver queue = new QueueDriver(rules().earlyCancels(Duration.ofHours(1), 2));

    @Test
    void takesAPendingExecutionOutOfTheLine() {
        queue.submitAll("a", "b", "c");

        queue.cancel("b", "a mistake");

        ExecutionCancelled cancelled = assertThatQueue(queue)
                .hasSentNothing()
                .hasPendingInOrder("c")
                .hasFinished("b")
                .decision(ExecutionCancelled.class);
        assertThat(cancelled.reason()).isEqualTo(CancelReason.WHILE_PENDING);
        assertThat(cancelled.message()).isEqualTo("a mistake");
        assertThat(queue.line().ofUser("u")).isEqualTo(2);
    }

    @Test
    void deletesThePodOfAnActiveExecutionAndKeepsTheSlotHeld() {
        queue.submitAll("a", "b");

        queue.cancel("a");

        assertThatQueue(queue)
                .hasDeletedPod("a", DeletePodReason.CANCELLED)
                .hasActive("a")
                .hasPendingInOrder("b");
        assertThat(effect()).isEqualTo(CancelEffect.STOPPING);
    }

    @Test
    void deletesThePodOnceHoweverOftenItIsCancelled() {
        queue.submit("a");
        queue.cancel("a", "first");

        queue.cancel("a", "second");

        assertThatQueue(queue).hasSentNothing();
        assertThat(effect()).isEqualTo(CancelEffect.ALREADY_STOPPING);
        queue.advance(Duration.ofDays(1)).tick();
        assertThat(assertThatQueue(queue).decision(ExecutionCancelled.class).message())
                .isEqualTo("first");
    }

    @Test
    void remembersThatItWasCancelledOverStartAndRestart() {
        queue.submit("a");
        queue.cancel("a");
        queue.start("a");
        queue.restart();

        queue.cancel("a");

        assertThatQueue(queue).hasSentNothing();
        assertThat(effect()).isEqualTo(CancelEffect.ALREADY_STOPPING);
    }

    @Test
    void leavesAFinishedExecutionAsItIs() {
        queue.submit("a");
        queue.finish("a");

        queue.cancel("a");

        assertThatQueue(queue).hasSentNothing().hasFinished("a");
        assertThat(effect()).isEqualTo(CancelEffect.ALREADY_FINISHED);
    }

    @Test
    void remembersACancelOfWhatIsNotKnownYet() {
        queue.cancel("a");

        assertThat(effect()).isEqualTo(CancelEffect.REMEMBERED);
        assertThat(queue.line().earlyCancels()).isEqualTo(1);
    }

    @Test
    void remembersItOnceAndNoLongerForBeingRepeated() {
        queue.cancel("a");
        queue.advance(Duration.ofMinutes(30)).cancel("a");
        assertThat(effect()).isEqualTo(CancelEffect.REMEMBERED);

        queue.advance(Duration.ofMinutes(30)).tick();

        assertThat(queue.line().earlyCancels()).isZero();
        queue.submit("a");
        assertThatQueue(queue).hasActive("a");
    }

    @Test
    void remembersNoMoreCancelsThanItMayAndSaysSo() {
        queue.cancel("a");
        queue.cancel("b");

        queue.cancel("c");
        assertThat(effect()).isEqualTo(CancelEffect.NOT_REMEMBERED);
        queue.cancel("a");
        assertThat(effect()).isEqualTo(CancelEffect.REMEMBERED);

        assertThat(queue.line().earlyCancels()).isEqualTo(2);
    }

    @Test
    void countsTheRememberedCancelsOfEachQueueAlone() {
        queue.cancel("a");
        queue.cancel("b");

        queue.feed(new Input.Requested(
                new CancelRequested("c", "other", null, null),
                Arrival.of(new Cause("requests", QueueDriver.PARTITION, 99, QueueDriver.START), 10)));

        assertThat(effect()).isEqualTo(CancelEffect.REMEMBERED);
    }

    @Test
    void letsAnEarlyCancelWaitOutARequestThatIsTooOld() {
        queue.cancel("a");
        queue.submitLate(aRequest("a"), Duration.ofDays(2));
        assertThat(queue.line().earlyCancels()).isEqualTo(1);

        queue.submit("a");

        assertThatQueue(queue).decision(ExecutionCancelled.class);
    }

    @Test
    void keepsNoMoreOfAReasonThanItNeeds() {
        queue.submit("a");

        queue.cancel("a", "x\u0000\n" + "y".repeat(100_000));
        queue.advance(Duration.ofDays(1)).tick();

        assertThat(assertThatQueue(queue).decision(ExecutionCancelled.class).message())
                .hasSize(256)
                .startsWith("x??y");
    }

    @Test
    void findsAllFaultsOfACancel() {
        assertThat(Checks.faults(new CancelRequested("x".repeat(300), "Not A Queue", null, null)))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("queue", "executionId");
        assertThat(Checks.faults(new CancelRequested(null, null, null, null)))
                .extracting(Fault::field)
                .containsExactly("executionId");
        assertThat(Checks.faults(new CancelRequested("a", null, null, null))).isEmpty();
    }

    private CancelEffect effect() {
        return assertThatQueue(queue).decision(CancelNoted.class).effect();
    }
}
