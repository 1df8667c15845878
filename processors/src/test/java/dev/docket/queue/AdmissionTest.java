package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionState;
import dev.docket.event.ExpiryReason;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a request is answered, rule by rule, in the order of DESIGN §3. */
final class AdmissionTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void neverRunsARequestThatIsTooOldWhenItIsRead() {
        QueueDriver queue = new QueueDriver(rules().staleTimeout(HOUR));

        queue.submitLate(aRequest("a"), HOUR.plusMillis(1));

        ExecutionExpired expired = assertThatQueue(queue).hasSentNothing().decision(ExecutionExpired.class);
        assertThat(expired.reason()).isEqualTo(ExpiryReason.STALE_REQUEST);
        assertThat(expired.incarnation()).isNull();
        assertThat(queue.ledger().entries()).isEmpty();
    }

    @Test
    void runsARequestThatIsJustYoungEnough() {
        QueueDriver queue = new QueueDriver(rules().staleTimeout(HOUR));

        queue.submitLate(aRequest("a"), HOUR);

        assertThatQueue(queue).hasActive("a");
    }

    @Test
    void answersThatARequestIsTooOldEvenIfItsExecutionIsKnown() {
        QueueDriver queue = new QueueDriver(rules().staleTimeout(HOUR));
        queue.submit("a");

        queue.submitLate(aRequest("a"), HOUR.plusSeconds(1));

        assertThatQueue(queue).hasActive("a").decision(ExecutionExpired.class);
    }

    @Test
    void repeatsWhereAPendingExecutionStands() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0));
        queue.submitAll("a", "b", "c");

        queue.submit("b");

        ExecutionRepeated repeated =
                assertThatQueue(queue).hasPendingInOrder("a", "b", "c").decision(ExecutionRepeated.class);
        assertThat(repeated.state()).isEqualTo(ExecutionState.PENDING);
        assertThat(repeated.position()).isEqualTo(1);
        assertThat(repeated.incarnation()).isEqualTo(new Incarnation(QueueDriver.PARTITION, 1));
    }

    @Test
    void repeatsThatAnExecutionIsActive() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit("a");

        queue.submit("a");

        ExecutionRepeated repeated =
                assertThatQueue(queue).hasSentNothing().hasActive("a").decision(ExecutionRepeated.class);
        assertThat(repeated.state()).isEqualTo(ExecutionState.ACTIVE);
        assertThat(repeated.position()).isNull();
    }

    @Test
    void repeatsTheOutcomeOfAFinishedExecution() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit("a");
        queue.finish("a");

        queue.submit("a");

        ExecutionRepeated repeated =
                assertThatQueue(queue).hasSentNothing().hasFinished("a").decision(ExecutionRepeated.class);
        assertThat(repeated.state()).isEqualTo(ExecutionState.FINISHED);
        assertThat(repeated.outcome()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void takesOtherMetadataForTheSameRequest() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit(aRequest("a").metadata(new Metadata("event-1", null, null, null)));

        queue.submit(aRequest("a").metadata(new Metadata("event-2", null, null, null)));

        assertThatQueue(queue).decision(ExecutionRepeated.class);
    }

    @Test
    void takesARequestThatNamesTheDefaultsForTheSameRequest() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit(aRequest("a"));

        queue.submit(aRequest("a")
                .queue("default")
                .priority(Priority.NORMAL)
                .filename("script")
                .cpu("100m", "1")
                .memory("128Mi", "512Mi"));

        assertThatQueue(queue).decision(ExecutionRepeated.class);
    }

    @Test
    void refusesOtherContentUnderThePendingId() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0));
        queue.submit("a");

        queue.submit(aRequest("a").script("echo other"));

        assertThatQueue(queue).hasPendingInOrder("a").hasRejected(RejectionReason.ID_CONFLICT);
    }

    @Test
    void refusesOtherContentUnderTheActiveId() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit("a");

        queue.submit(aRequest("a").priority(Priority.HIGH));

        assertThatQueue(queue).hasActive("a").hasRejected(RejectionReason.ID_CONFLICT);
    }

    @Test
    void refusesOtherContentUnderTheFinishedId() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit("a");
        queue.finish("a");

        queue.submit(aRequest("a").user("somebody else"));

        assertThatQueue(queue).hasFinished("a").hasRejected(RejectionReason.ID_CONFLICT);
    }

    @Test
    void keepsTheSameIdInTwoQueuesApart() {
        QueueDriver queue = new QueueDriver(rules());

        queue.submit(aRequest("a").queue("one"));
        queue.submit(aRequest("a").queue("two").script("echo other"));

        assertThat(queue.line("one").active()).isEqualTo(1);
        assertThat(queue.line("two").active()).isEqualTo(1);
    }

    @Test
    void cancelsARequestAtOnceIfItsCancelOvertookIt() {
        QueueDriver queue = new QueueDriver(rules());
        queue.cancel("a", "a mistake");

        queue.submit("a");

        ExecutionCancelled cancelled =
                assertThatQueue(queue).hasSentNothing().hasFinished("a").decision(ExecutionCancelled.class);
        assertThat(cancelled.message()).isEqualTo("a mistake");
        assertThat(queue.line().earlyCancels()).isZero();
    }

    @Test
    void answersARepeatOfACancelledRequestWithItsOutcome() {
        QueueDriver queue = new QueueDriver(rules());
        queue.cancel("a");
        queue.submit("a");

        queue.submit("a");

        assertThat(assertThatQueue(queue).decision(ExecutionRepeated.class).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void refusesWhatIsOneTooManyForTheQueue() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).maxPending(2));
        queue.submitAll("a", "b");

        queue.submit("c");

        assertThatQueue(queue).hasPendingInOrder("a", "b").hasRejected(RejectionReason.QUEUE_FULL);
    }

    @Test
    void countsOnlyWhatIsPendingAgainstTheQueue() {
        QueueDriver queue = new QueueDriver(rules().maxActive(1).maxPending(1));

        queue.submitAll("a", "b");

        assertThatQueue(queue).hasActive("a").hasPendingInOrder("b");
    }

    @Test
    void fillsAQueueToItsLastByteAndNoFurther() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).maxPendingBytes(1000));
        queue.submit(aRequest("a"), 600);
        queue.submit(aRequest("b"), 401);
        assertThatQueue(queue).hasRejected(RejectionReason.QUEUE_FULL);

        queue.submit(aRequest("c"), 400);

        assertThatQueue(queue).hasPendingInOrder("a", "c");
        assertThat(queue.line().pendingBytes()).isEqualTo(1000);
    }

    @Test
    void givesBytesBackWithTheExecutionThatHeldThem() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).maxPendingBytes(1000));
        queue.submit(aRequest("a"), 600);
        queue.cancel("a");

        queue.submit(aRequest("b"), 1000);

        assertThatQueue(queue).hasPendingInOrder("b");
    }

    @Test
    void expiresWhatIsDueBeforeItCallsAQueueFull() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).maxPending(2).pendingTimeout(HOUR));
        queue.submit("a");
        queue.advance(Duration.ofMinutes(30));
        queue.submit("b");
        queue.advance(Duration.ofMinutes(30));

        queue.submit("c");

        assertThat(assertThatQueue(queue).decision(ExecutionExpired.class).executionId())
                .isEqualTo("a");
        assertThatQueue(queue).hasPendingInOrder("b", "c").hasFinished("a").decision(ExecutionAccepted.class);
    }

    @Test
    void expiresWhatIsDueBeforeItCallsAQueueFullOfBytes() {
        QueueDriver queue =
                new QueueDriver(rules().maxActive(0).maxPendingBytes(1000).pendingTimeout(HOUR));
        queue.submit(aRequest("a"), 900);
        queue.advance(HOUR);

        queue.submit(aRequest("b"), 900);

        assertThatQueue(queue).hasPendingInOrder("b").hasFinished("a");
    }

    @Test
    void endsNothingThatIsDueWhileThereIsRoom() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).pendingTimeout(HOUR));
        queue.submit("a");
        queue.advance(HOUR);

        queue.submit("b");

        assertThatQueue(queue).hasPendingInOrder("a", "b");
    }

    @Test
    void refusesNewRequestsRatherThanForgetFinishedOnes() {
        QueueDriver queue = new QueueDriver(rules().maxFinished(2));
        queue.submit("a");
        queue.finish("a");
        queue.submit("b");
        queue.finish("b");

        queue.submit("c");

        assertThatQueue(queue).hasFinished("a", "b").hasRejected(RejectionReason.DEDUP_FULL);
        queue.submit("a");
        assertThatQueue(queue).decision(ExecutionRepeated.class);
    }

    @Test
    void countsWhatIsLiveAgainstTheMemoryThatItWillNeed() {
        QueueDriver queue = new QueueDriver(rules().maxFinished(2));
        queue.submitAll("a", "b");

        queue.submit("c");

        assertThatQueue(queue).hasActive("a").hasPendingInOrder("b").hasRejected(RejectionReason.DEDUP_FULL);
    }

    @Test
    void acceptsAgainAsSoonAsTheMemoryHasRoom() {
        QueueDriver queue =
                new QueueDriver(rules().maxFinished(1).staleTimeout(HOUR).finishedRetention(HOUR));
        queue.submit("a");
        queue.finish("a");
        queue.advance(HOUR).tick();

        queue.submit("b");

        assertThatQueue(queue).hasActive("b");
    }

    @Test
    void doesNotGrowTheMemoryOverItsCapWithCancelledRequests() {
        QueueDriver queue = new QueueDriver(rules().maxFinished(1));
        queue.submit("a");
        queue.cancel("b");

        queue.submit("b");

        assertThatQueue(queue).hasActive("a").hasFinished().hasRejected(RejectionReason.DEDUP_FULL);
        assertThat(queue.line().earlyCancels()).as("the cancel goes on waiting").isEqualTo(1);
    }

    @Test
    void countsPendingAndActiveExecutionsOfAUser() {
        QueueDriver queue = new QueueDriver(rules().maxActive(1).maxPerUser(2));
        queue.submitAll("active", "pending");

        queue.submit("one too many");

        assertThatQueue(queue).hasActive("active").hasPendingInOrder("pending").hasRejected(RejectionReason.USER_LIMIT);
    }

    @Test
    void countsEachUserAlone() {
        QueueDriver queue = new QueueDriver(rules().maxPerUser(1));

        queue.submit(aRequest("a").user("ann"));
        queue.submit(aRequest("b").user("bob"));

        assertThatQueue(queue).hasActive("a").hasPendingInOrder("b");
    }

    @Test
    void letsAUserInAgainWhenOneOfTheirsHasEnded() {
        QueueDriver queue = new QueueDriver(rules().maxPerUser(1));
        queue.submit("a");
        queue.finish("a");

        queue.submit("b");

        assertThatQueue(queue).hasActive("b");
        assertThat(queue.line().users()).containsExactly("u");
    }

    @Test
    void doesNotChargeAUserForWhatIsRefused() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).maxPending(1));
        queue.submitAll("a", "b", "a");

        assertThat(queue.line().ofUser("u")).isEqualTo(1);
    }

    @Test
    void namesTheFirstRuleThatRefuses() {
        QueueDriver queue =
                new QueueDriver(rules().maxActive(0).maxPending(1).maxPerUser(1).maxFinished(1));
        queue.submit("a");

        queue.submit("b");

        assertThatQueue(queue).hasRejected(RejectionReason.QUEUE_FULL);
    }

    @Test
    void tellsTheExactPositionAndDepth() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0));
        queue.submitAll("a", "b");

        queue.submit(aRequest("c").priority(Priority.HIGH));

        ExecutionAccepted accepted = assertThatQueue(queue).decision(ExecutionAccepted.class);
        assertThat(accepted.position()).isZero();
        assertThat(accepted.depth()).isEqualTo(3);
        assertThat(accepted.decision().pending()).isEqualTo(3);
        assertThat(accepted.decision().active()).isZero();
        assertThat(accepted.decision().userId()).isEqualTo("u");
    }
}
