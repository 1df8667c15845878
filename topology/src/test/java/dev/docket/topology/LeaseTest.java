package dev.docket.topology;

import static dev.docket.topology.QueueAssert.assertThat;
import static dev.docket.topology.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.RejectionReason;
import dev.docket.event.Tick;
import dev.docket.event.TimeoutReason;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends by itself: by ticks that the topology sends itself, each when it is read and not before. */
class LeaseTest {

    private static final Duration LAUNCH_LEASE = Duration.ofMinutes(11);
    /** How long a launcher that is asked may be away. */
    private static final Duration OUTAGE = Duration.ofMinutes(10);

    private static final Duration RUN_LEASE = Duration.ofSeconds(60 + 30);

    private final TopologyDriver driver = TopologyDriver.of(TestRules.SMALL);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void takesBackASlotWhoseContainerNeverStarted() {
        driver.submitAll("a", "b", "c");

        assertThat(driver.advance(LAUNCH_LEASE.minusMillis(1))).areNone();
        assertThat(driver.ticks()).isZero();
        var ended = driver.advance(Duration.ofMillis(200));

        assertThat(ended).are("ExecutionFailed a", "ExecutionFailed b", "ExecutionScheduled c");
        ExecutionFailed failed = (ExecutionFailed) ended.get(0);
        assertThat(failed.reason()).isEqualTo(FailureReason.LAUNCH_FAILED);
        assertThat(failed.decision().cause().topic()).isEqualTo("test.execution-reports");
        assertThat(driver.commandsFor("a").get(1))
                .isInstanceOfSatisfying(
                        DeletePodCommand.class,
                        delete -> assertThat(delete.reason()).isEqualTo(DeletePodReason.LEASE_EXPIRED));
        assertThat(driver.ticks()).isEqualTo(1);
    }

    @Test
    void takesBackASlotWhoseEndNobodyTold() {
        driver.submit(request("a").forSeconds(60));
        driver.advance(Duration.ofMinutes(5));
        assertThat(driver.start("a")).are("ExecutionStarted a");
        assertThat(driver.start("a")).as("told again").areNone();

        assertThat(driver.advance(RUN_LEASE.minusMillis(1))).areNone();
        assertThat(driver.advance(Duration.ofMillis(200)))
                .as("its launcher is asked")
                .areNone();
        assertThat(driver.commandsFor("a").get(1))
                .isInstanceOfSatisfying(
                        DeletePodCommand.class,
                        delete -> assertThat(delete.reason()).isEqualTo(DeletePodReason.LEASE_EXPIRED));

        ExecutionTimedOut ended = assertThat(driver.advance(OUTAGE)).only(ExecutionTimedOut.class);

        assertThat(ended.reason()).isEqualTo(TimeoutReason.LEASE_EXPIRED);
        assertThat(driver.commandsFor("a")).hasSize(3);
        assertThat(driver.finish("a")).as("too late").are("ReportRefused a");
    }

    /** What the launcher finds when it is back: Pods that ended long ago, and commands for those that never were. */
    @Test
    void aLauncherThatIsAwayForAnHourFailsNothingAndTheLineGoesOnWhenItIsBack() {
        TopologyDriver hours = TopologyDriver.of(TestRules.withDefaultLeases());
        try {
            hours.submit(request("a").forSeconds(60));
            hours.submit(request("b").forSeconds(60));
            hours.submitAll("c", "d");
            assertThat(hours.start("a")).are("ExecutionStarted a");

            assertThat(hours.advance(Duration.ofHours(1))).areNone();
            assertThat(hours.queue()).hasActive("a", "b").hasPendingInOrder("c", "d");

            assertThat(hours.finish("a")).are("ExecutionCompleted a", "ExecutionScheduled c");
            assertThat(hours.start("b")).are("ExecutionStarted b");
            assertThat(hours.finish("b")).are("ExecutionCompleted b", "ExecutionScheduled d");
        } finally {
            hours.close();
        }
    }

    @Test
    void aCancelledOneThatNeverStartedEndsAsCancelled() {
        driver.submit("a");
        driver.cancel("a");

        ExecutionCancelled ended =
                assertThat(driver.advance(LAUNCH_LEASE.plusMillis(200))).only(ExecutionCancelled.class);

        assertThat(ended.message()).isEqualTo("not needed");
    }

    @Test
    void whatWaitsForTooLongExpires() {
        driver.maxActive(0);
        driver.submitAll("a", "b");
        assertThat(driver.advance(Duration.ofHours(6).minusMillis(1))).areNone();

        var ended = driver.advance(Duration.ofMillis(200));

        assertThat(ended).are("ExecutionExpired a", "ExecutionExpired b");
        assertThat(((ExecutionExpired) ended.get(0)).reason()).isEqualTo(ExpiryReason.WAITED_TOO_LONG);
        assertThat(((ExecutionExpired) ended.get(0)).incarnation()).isNotNull();
        assertThat(driver.queue()).hasFinished("a", "b").hasPendingInOrder();
    }

    @Test
    void whatIsDueEndsAFewPerTickAndTicksGoOnWithTheRest() {
        driver.maxActive(0);
        IntStream.range(0, 8).forEach(i -> driver.submit(request("e" + i).by("user" + i)));

        driver.advance(Duration.ofHours(6).plusMillis(200));

        assertThat(driver.queue()).hasPendingInOrder();
        assertThat(driver.ticks()).as("three per tick").isEqualTo(3);
    }

    @Test
    void aTickFromAnybodyEndsNothingThatIsNotDueByTheBrokersTime() {
        driver.submit("a");
        driver.advance(LAUNCH_LEASE.minusSeconds(1));

        assertThat(driver.report(new Tick(0))).areNone();
        assertThat(driver.queue()).hasActive("a");
    }

    @Test
    void noInputButATickEndsWhatIsDue() {
        driver.submit("a");
        Instant afterTheLease = driver.now().plus(LAUNCH_LEASE).plusSeconds(5);

        // The brokers' clock is far ahead of the coordinator's, whose alarm has not rung.
        var answer = driver.request(null, TopologyDriver.json(request("b").event()), afterTheLease, headers -> {});

        assertThat(answer).are("ExecutionAccepted b", "ExecutionScheduled b");
        assertThat(driver.queue()).hasActive("a", "b");
    }

    @Test
    void finishedIdsAreForgottenAfterTheirTimeAndNotBefore() {
        driver.submit("a");
        driver.finish("a");
        driver.advance(Duration.ofHours(2).minusMillis(1));
        assertThat(driver.submit("a")).are("ExecutionRepeated a");

        driver.advance(Duration.ofMillis(200));

        assertThat(driver.queue()).hasFinished();
        assertThat(driver.submit("a")).are("ExecutionAccepted a", "ExecutionScheduled a");
        assertThat(driver.launched("a").incarnation().offset()).isEqualTo(2);
    }

    @Test
    void theMemoryOfFinishedIdsIsCappedAndNeverCutShort() {
        for (int i = 0; i < 12; i++) {
            driver.submit("e" + i);
            driver.finish("e" + i);
        }

        assertThat(driver.submit("more")).rejectFor(RejectionReason.DEDUP_FULL);
        assertThat(driver.submit("e0")).are("ExecutionRepeated e0");
        driver.advance(Duration.ofHours(2).plusMillis(200));
        assertThat(driver.submit("more")).are("ExecutionAccepted more", "ExecutionScheduled more");
    }

    @Test
    void earlyCancelsCannotLiftTheCapOnFinishedIds() {
        for (int i = 0; i < 20; i++) {
            driver.cancel("e" + i);
            driver.submit("e" + i);
        }

        assertThat(driver.queue().known()).isLessThanOrEqualTo(12);
    }
}
