package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.Outcome;
import dev.docket.event.RejectionReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the index does not keep of those who wait is read from the state when it is wanted; or cannot be read any more. */
final class KeptInTheStateTest {

    private final QueueDriver queue = new QueueDriver(rules().maxActive(0).pendingTimeout(Duration.ofHours(1)));

    @Test
    void aCancelledOneIsRememberedWithWhatItAskedFor() {
        queue.submitAll("a", "b");
        queue.restart().cancel("a");

        isRememberedAs(Outcome.CANCELLED);
    }

    @Test
    void anExpiredOneIsRememberedWithWhatItAskedFor() {
        queue.submitAll("a", "b");
        queue.restart().advance(Duration.ofHours(1)).tick();

        isRememberedAs(Outcome.EXPIRED);
    }

    private void isRememberedAs(Outcome outcome) {
        queue.submit("a");
        assertThat(assertThatQueue(queue).decision(ExecutionRepeated.class).outcome())
                .isEqualTo(outcome);
        queue.submit(aRequest("a").script("echo other"));
        assertThatQueue(queue).hasRejected(RejectionReason.ID_CONFLICT);
    }

    @Test
    void aScheduledOneIsStillTheSameRequest() {
        queue.submitAll("a", "b");
        queue.restart().maxActive(1);

        queue.submit("a");
        assertThatQueue(queue).hasActive("a").decision(ExecutionRepeated.class);
        queue.submit(aRequest("a").script("echo other"));
        assertThatQueue(queue).hasRejected(RejectionReason.ID_CONFLICT);
    }

    /** Nobody can tell whether it is the same: it is answered, and nothing is run twice. */
    @Test
    void aRepeatOfWhatCannotBeReadIsRefused() {
        queue.submitAll("lost", "b");
        lose();

        queue.submit("lost");

        assertThatQueue(queue).hasPendingInOrder("lost", "b").hasRejected(RejectionReason.ID_CONFLICT);
    }

    @Test
    void whatCannotBeReadIsCancelledLikeAnyOther() {
        queue.submitAll("lost", "b");
        lose();

        queue.cancel("lost");

        assertThat(assertThatQueue(queue)
                        .hasPendingInOrder("b")
                        .hasFinished("lost")
                        .decision(ExecutionCancelled.class)
                        .reason())
                .isEqualTo(CancelReason.WHILE_PENDING);
        queue.submit("lost");
        assertThatQueue(queue).hasRejected(RejectionReason.ID_CONFLICT);
    }

    @Test
    void whatCannotBeReadExpiresLikeAnyOther() {
        queue.submit("lost");
        lose();

        queue.advance(Duration.ofHours(1)).tick();

        assertThat(assertThatQueue(queue)
                        .hasPendingInOrder()
                        .hasFinished("lost")
                        .decision(ExecutionExpired.class)
                        .reason())
                .isEqualTo(ExpiryReason.WAITED_TOO_LONG);
    }

    @Test
    void whatCannotBeReadFailsWhenItsTurnComesAndTheLineGoesOnBehindIt() {
        queue.submitAll("lost", "b");
        lose();

        queue.maxActive(1);

        ExecutionFailed failed = assertThatQueue(queue)
                .hasScheduled("b")
                .hasActive("b")
                .hasFinished("lost")
                .decision(ExecutionFailed.class);
        assertThat(failed.reason()).isEqualTo(FailureReason.STATE_UNREADABLE);
        assertThat(queue.line().ofUser(aRequest().build().userId())).isEqualTo(1);
    }

    /** Of the forecast, the index keeps only what those behind are told by. */
    @Test
    void theHeadOfALineKeepsWhatWasExpectedOfIt() {
        Forecast known = new Forecast(1, 2, 3);
        Pending pending = pending(known);

        assertThat(Waiter.of(pending).expected90()).isEqualTo(2);
        assertThat(Waiter.of(pending(Forecast.NONE)).expected90()).isNaN();
        // As in the past of this format: a ninth decile of the model alone is no forecast.
        assertThat(Waiter.of(pending(new Forecast(1, 2, Float.NaN))).expected90())
                .isNaN();
    }

    private Pending pending(Forecast forecast) {
        queue.submit("a");
        Waiter waiter = (Waiter) requireNonNull(queue.line().live("a"));
        Pending pending = requireNonNull(queue.ledger().stored(waiter)).pending();
        return new Pending(
                pending.queue(),
                pending.id(),
                pending.userId(),
                pending.priority(),
                pending.incarnation(),
                pending.digest(),
                pending.orderKey(),
                pending.acceptedAt(),
                pending.dueAt(),
                pending.payloadBytes(),
                forecast);
    }

    private void lose() {
        queue.ledger().lose(new Entry.Key(Entry.Kind.EXECUTION, RequestCheck.DEFAULT_QUEUE, "lost"));
    }
}
