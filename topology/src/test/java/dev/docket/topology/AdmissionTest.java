package dev.docket.topology;

import static dev.docket.topology.QueueAssert.assertThat;
import static dev.docket.topology.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelReason;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionState;
import dev.docket.event.ExpiryReason;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.QueueSettings;
import dev.docket.event.RejectionReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of admission, in the order in which they stand, from record to decision. */
class AdmissionTest {

    private final TopologyDriver driver = TopologyDriver.of(TestRules.SMALL);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void acceptsWithTheCauseAndTheIncarnationOfTheRecord() {
        ExecutionAccepted accepted = assertThat(driver.submit("a")).only(ExecutionAccepted.class);

        assertThat(accepted.incarnation()).isEqualTo(new Incarnation(0, 0));
        assertThat(accepted.position()).isZero();
        assertThat(accepted.estimatedWaitSeconds()).isZero();
        assertThat(accepted.decision().userId()).isEqualTo("ann");
        assertThat(accepted.decision().cause().topic()).isEqualTo("test.execution-requests");
        assertThat(accepted.decision().cause().partition()).isZero();
        assertThat(accepted.decision().cause().offset()).isZero();
        assertThat(accepted.decision().cause().time()).isEqualTo(TopologyDriver.START);
    }

    @Test
    void neverRunsARequestThatIsReadTooLate() {
        var late = driver.request(
                null,
                TopologyDriver.json(request("a").event()),
                driver.now().minus(Duration.ofMinutes(61)),
                headers -> {});
        var justInTime = driver.request(
                null,
                TopologyDriver.json(request("b").event()),
                driver.now().minus(Duration.ofMinutes(60)),
                headers -> {});

        ExecutionExpired expired = assertThat(late).only(ExecutionExpired.class);
        assertThat(expired.reason()).isEqualTo(ExpiryReason.STALE_REQUEST);
        assertThat(expired.incarnation()).isNull();
        assertThat(justInTime).are("ExecutionAccepted b", "ExecutionScheduled b");
        assertThat(driver.launched()).containsExactly("b");
    }

    @Test
    void tooOldComesBeforeKnown() {
        driver.submit("a");
        driver.advance(Duration.ofHours(1).plusMillis(1));

        var again =
                driver.request(null, TopologyDriver.json(request("a").event()), TopologyDriver.START, headers -> {});

        assertThat(again).are("ExecutionExpired a");
    }

    @Test
    void answersARepeatWithTheStateItIsIn() {
        driver.submitAll("a", "b", "c", "d");

        ExecutionRepeated active = assertThat(driver.submit("a")).only(ExecutionRepeated.class);
        ExecutionRepeated pending = assertThat(driver.submit("d")).only(ExecutionRepeated.class);
        driver.finish("a");
        ExecutionRepeated finished = assertThat(driver.submit("a")).only(ExecutionRepeated.class);

        assertThat(active.state()).isEqualTo(ExecutionState.ACTIVE);
        assertThat(pending.state()).isEqualTo(ExecutionState.PENDING);
        assertThat(pending.position()).isEqualTo(1);
        assertThat(finished.state()).isEqualTo(ExecutionState.FINISHED);
        assertThat(finished.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(finished.incarnation()).isEqualTo(active.incarnation());
        assertThat(driver.launched()).containsExactly("a", "b", "c");
    }

    @Test
    void refusesOtherContentUnderAKnownId() {
        driver.submitAll("a", "b", "c");

        assertThat(driver.submit(request("a").running("print(2)"))).rejectFor(RejectionReason.ID_CONFLICT);
        assertThat(driver.submit(request("c").by("bob"))).rejectFor(RejectionReason.ID_CONFLICT);
        driver.finish("a");
        assertThat(driver.submit(request("a").forSeconds(61))).rejectFor(RejectionReason.ID_CONFLICT);
        assertThat(driver.queue()).hasActive("b", "c").hasFinished("a");
    }

    @Test
    void knownComesBeforeEveryLimit() {
        fill(5, "ann");
        fill(5, "bob");

        assertThat(driver.queue().pending()).isEqualTo(8);
        assertThat(driver.submit(request("ann-4").by("ann"))).are("ExecutionRepeated ann-4");
        assertThat(driver.submit(request("bob-4").by("ann"))).rejectFor(RejectionReason.ID_CONFLICT);
    }

    @Test
    void aCancelThatOvertookItsRequestEndsItWithoutASlot() {
        driver.cancel("a");

        ExecutionCancelled cancelled = assertThat(driver.submit("a")).only(ExecutionCancelled.class);

        assertThat(cancelled.reason()).isEqualTo(CancelReason.BEFORE_REQUEST);
        assertThat(cancelled.message()).isEqualTo("not needed");
        assertThat(driver.commands()).isEmpty();
        assertThat(driver.queue()).hasFinished("a").hasActive().hasPendingInOrder();
        assertThat(assertThat(driver.submit("a")).only(ExecutionRepeated.class).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void anEarlyCancelComesBeforeAFullQueue() {
        driver.cancel("x");
        fill(5, "ann");
        fill(5, "bob");

        assertThat(driver.submit(request("x").by("ann"))).are("ExecutionCancelled x");
    }

    @Test
    void refusesWhatDoesNotFitInTheQueue() {
        fill(5, "ann");
        fill(5, "bob");

        assertThat(driver.submit(request("x").by("cid"))).rejectFor(RejectionReason.QUEUE_FULL);
        assertThat(driver.submit(request("x").by("ann")))
                .as("a full queue comes before a user at the limit")
                .rejectFor(RejectionReason.QUEUE_FULL);
        driver.finish("ann-0");
        assertThat(driver.submit(request("x").by("cid"))).acceptAtPosition(7);
    }

    @Test
    void refusesMoreBytesThanMayWait() {
        driver.pause(true);
        String script = "#".repeat(30_000);

        assertThat(driver.submit(request("a").running(script))).acceptAtPosition(0);
        assertThat(driver.submit(request("b").running(script))).acceptAtPosition(1);
        assertThat(driver.submit(request("c").running(script))).rejectFor(RejectionReason.QUEUE_FULL);
        assertThat(driver.submit(request("d"))).acceptAtPosition(2);
    }

    @Test
    void expiresWhatIsDueBeforeItCallsAQueueFull() {
        driver.settings(new QueueSettings("default", 0, null, 2, null, null));
        driver.submitAll("a", "b");
        assertThat(driver.submit("c")).rejectFor(RejectionReason.QUEUE_FULL);

        // The record comes at the very moment at which both are due, before any tick.
        var answer = driver.request(
                null,
                TopologyDriver.json(request("c").event()),
                TopologyDriver.START.plus(Duration.ofHours(6)),
                headers -> {});

        assertThat(answer).are("ExecutionExpired a", "ExecutionExpired b", "ExecutionAccepted c");
    }

    @Test
    void countsPendingAndActiveAgainstAUsersLimit() {
        fill(5, "ann");
        assertThat(driver.queue()).hasActive("ann-0", "ann-1");

        assertThat(driver.submit(request("x").by("ann"))).rejectFor(RejectionReason.USER_LIMIT);
        assertThat(driver.submit(request("x").by("bob"))).acceptAtPosition(3);
        driver.finish("ann-0");
        assertThat(driver.submit(request("y").by("ann"))).acceptAtPosition(3);
    }

    @Test
    void queuesDoNotShareAnything() {
        fill(5, "ann");

        assertThat(driver.submit(request("ann-0").by("ann").in("other").running("else")))
                .are("ExecutionAccepted ann-0", "ExecutionScheduled ann-0");
        assertThat(driver.queue("other")).hasActive("ann-0");
    }

    private void fill(int count, String user) {
        for (int i = 0; i < count; i++) {
            driver.submit(request(user + "-" + i).by(user));
        }
    }
}
