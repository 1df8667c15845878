package dev.docket.topology;

import static dev.docket.topology.QueueAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.ReportRefused;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancels before, while waiting, while active and after; and reports that do not hold the slot. */
class CancelTest {

    private final TopologyDriver driver = TopologyDriver.of(TestRules.slots(1));

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void takesAPendingOneOutOfTheMiddleOfTheLine() {
        driver.submitAll("a", "b", "c", "d");

        ExecutionCancelled cancelled = assertThat(driver.cancel("c")).only(ExecutionCancelled.class);

        assertThat(cancelled.reason()).isEqualTo(CancelReason.WHILE_PENDING);
        assertThat(cancelled.message()).isEqualTo("not needed");
        assertThat(driver.queue()).hasPendingInOrder("b", "d").hasActive("a").hasFinished("c");
        assertThat(driver.commandsFor("c")).isEmpty();
    }

    @Test
    void stopsAnActiveOneOnceAndKeepsTheSlotUntilTheLauncherHasSaidHowItEnded() {
        driver.submitAll("a", "b");

        assertThat(assertThat(driver.cancel("a")).only(CancelNoted.class).effect())
                .isEqualTo(CancelEffect.STOPPING);
        assertThat(assertThat(driver.cancel("a")).only(CancelNoted.class).effect())
                .isEqualTo(CancelEffect.ALREADY_STOPPING);

        assertThat(driver.queue()).hasActive("a").hasPendingInOrder("b");
        assertThat(driver.commandsFor("a")).hasSize(2);
        assertThat(driver.commandsFor("a").get(1)).isInstanceOfSatisfying(DeletePodCommand.class, delete -> {
            assertThat(delete.reason()).isEqualTo(DeletePodReason.CANCELLED);
            assertThat(delete.incarnation()).isEqualTo(driver.launched("a").incarnation());
            assertThat(delete.attempt()).isEqualTo(1);
        });

        CreatePodCommand launched = driver.launched("a");
        var ended = driver.report(new ExecutionCancelled(
                "default", "a", launched.incarnation(), 1, CancelReason.WHILE_ACTIVE, null, null, null));
        assertThat(ended).are("ExecutionCancelled a", "ExecutionScheduled b");
        assertThat(((ExecutionCancelled) ended.get(0)).message()).isEqualTo("not needed");
    }

    @Test
    void theFirstOutcomeWins() {
        driver.submit("a");
        driver.cancel("a");

        assertThat(driver.finish("a")).are("ExecutionCompleted a");
        assertThat(assertThat(driver.cancel("a")).only(CancelNoted.class).effect())
                .isEqualTo(CancelEffect.ALREADY_FINISHED);
    }

    @Test
    void remembersACancelForAWhile() {
        assertThat(assertThat(driver.cancel("x")).only(CancelNoted.class).effect())
                .isEqualTo(CancelEffect.REMEMBERED);
        assertThat(driver.queue().earlyCancels()).isEqualTo(1);

        driver.advance(Duration.ofMinutes(10));

        assertThat(driver.queue().earlyCancels()).isZero();
        assertThat(driver.submit("x")).are("ExecutionAccepted x", "ExecutionScheduled x");
    }

    @Test
    void theMemoryOfEarlyCancelsIsCappedAndSaysSo() {
        driver.cancel("x");
        driver.cancel("y");
        driver.cancel("z");

        assertThat(assertThat(driver.cancel("one more")).only(CancelNoted.class).effect())
                .isEqualTo(CancelEffect.NOT_REMEMBERED);
        assertThat(assertThat(driver.cancel("x")).only(CancelNoted.class).effect())
                .isEqualTo(CancelEffect.REMEMBERED);
        assertThat(driver.queue().earlyCancels()).isEqualTo(3);
    }

    @Test
    void aStartOfWhatIsNotActiveIsAnsweredWithTheDeletionOfItsPod() {
        driver.submit("a");
        Incarnation old = driver.launched("a").incarnation();
        driver.finish("a");

        var answer = driver.report(new ExecutionStarted("default", "a", old, 1, "pod", "node", driver.now(), null));

        assertThat(assertThat(answer).only(ReportRefused.class).reportType()).isEqualTo("ExecutionStarted");
        assertThat(driver.commandsFor("a").get(1)).isInstanceOfSatisfying(DeletePodCommand.class, delete -> {
            assertThat(delete.reason()).isEqualTo(DeletePodReason.NOT_ACTIVE);
            assertThat(delete.incarnation()).isEqualTo(old);
        });
    }

    @Test
    void aReportOfAnotherIncarnationOrAttemptFreesNoSlot() {
        driver.submit("a");
        Incarnation own = driver.launched("a").incarnation();

        assertThat(driver.report(driver.completed("a", new Incarnation(0, 999), 1, "default")))
                .are("ReportRefused a");
        assertThat(driver.report(driver.completed("a", new Incarnation(1, own.offset()), 1, "default")))
                .are("ReportRefused a");
        assertThat(driver.report(driver.completed("a", own, 2, "default"))).are("ReportRefused a");
        assertThat(driver.report(driver.completed("a", own, 1, "other"))).are("ReportRefused a");
        assertThat(driver.queue()).hasActive("a");
        assertThat(driver.finish("a")).are("ExecutionCompleted a");
    }

    @Test
    void aSecondOutcomeOfTheSameAttemptIsOnlyNoted() {
        driver.submitAll("a", "b");
        driver.finish("a");

        assertThat(driver.finish("a")).are("ReportRefused a");
        assertThat(driver.queue()).hasActive("b");
    }
}
