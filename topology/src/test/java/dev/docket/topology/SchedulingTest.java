package dev.docket.topology;

import static dev.docket.topology.QueueAssert.assertThat;
import static dev.docket.topology.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slots, order, pausing and settings, from record to command. */
class SchedulingTest {

    private final TopologyDriver driver = TopologyDriver.of(TestRules.slots(2));

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void servesByPriorityAndThenByArrival() {
        driver.maxActive(0);
        driver.submit(request("low").with(Priority.LOW));
        driver.submit(request("normal-1"));
        driver.submit(request("background").with(Priority.BACKGROUND));
        driver.submit(request("critical").with(Priority.CRITICAL));
        driver.submit(request("normal-2"));
        driver.submit(request("high").with(Priority.HIGH));
        assertThat(driver.queue()).hasPendingInOrder("critical", "high", "normal-1", "normal-2", "low", "background");

        driver.maxActive(1);
        for (String id : List.of("critical", "high", "normal-1", "normal-2", "low", "background")) {
            driver.finish(id);
        }

        assertThat(driver.launched()).containsExactly("critical", "high", "normal-1", "normal-2", "low", "background");
    }

    @Test
    void everySlotIsUsedAndNoneTwice() {
        driver.submitAll("a", "b", "c", "d");
        assertThat(driver.queue()).hasActive("a", "b").hasPendingInOrder("c", "d");

        assertThat(driver.finish("b")).are("ExecutionCompleted b", "ExecutionScheduled c");
        assertThat(driver.queue()).hasActive("a", "c").hasPendingInOrder("d").hasFinished("b");
    }

    @Test
    void theCommandSaysAllThatTheLauncherNeeds() {
        driver.submit(request("a").with(Priority.HIGH).forSeconds(90));

        CreatePodCommand command = driver.launched("a");
        assertThat(command.queue()).isEqualTo("default");
        assertThat(command.incarnation()).hasToString("0-0");
        assertThat(command.attempt()).isEqualTo(1);
        assertThat(command.userId()).isEqualTo("ann");
        assertThat(command.priority()).isEqualTo(Priority.HIGH);
        assertThat(command.notAfter()).isEqualTo(driver.now().plus(Duration.ofMinutes(10)));
        assertThat(command.spec().script()).isEqualTo("print('hello')");
        assertThat(command.spec().timeoutSeconds()).isEqualTo(90);
        assertThat(command.spec().runtimeCommand()).containsExactly("python3", "{script}");
        assertThat(command.spec().cpuLimit()).isEqualTo("500m");
    }

    @Test
    void tellsTheMeasuredWait() {
        driver.submitAll("a", "b", "c");
        driver.advance(Duration.ofSeconds(42));

        assertThat(assertThat(driver.finish("a")).only(ExecutionScheduled.class).waitMillis())
                .isEqualTo(42_000);
    }

    @Test
    void aPausedQueueAcceptsButSchedulesNothingAndGoesOnWhereItWas() {
        driver.pause(true);
        driver.submitAll("a", "b", "c");
        assertThat(driver.queue()).hasPendingInOrder("a", "b", "c").hasActive();
        driver.advance(Duration.ofMinutes(1));
        assertThat(driver.ticks()).isZero();

        assertThat(driver.pause(false)).are("QueueSettingsApplied", "ExecutionScheduled a", "ExecutionScheduled b");
        driver.pause(true);
        assertThat(driver.finish("a")).are("ExecutionCompleted a");
        assertThat(driver.queue()).hasPendingInOrder("c").hasActive("b");
    }

    @Test
    void lessSlotsThanActiveTakeNobodysSlotAway() {
        driver.submitAll("a", "b", "c");
        driver.maxActive(1);

        assertThat(driver.queue().active()).isEqualTo(2);
        assertThat(driver.finish("a")).are("ExecutionCompleted a");
        assertThat(driver.finish("b")).are("ExecutionCompleted b", "ExecutionScheduled c");
    }

    @Test
    void settingsAreAnsweredWithTheLimitsInForce() {
        QueueSettingsApplied applied = assertThat(
                        driver.settings(new QueueSettings("default", 7, null, null, null, null)))
                .only(QueueSettingsApplied.class);
        assertThat(applied.maxActive()).isEqualTo(7);
        assertThat(applied.maxPerUser()).isEqualTo(100);
        assertThat(applied.paused()).isFalse();

        QueueSettingsApplied taken = assertThat(driver.settings(TopologyDriver.bytes("default"), null))
                .only(QueueSettingsApplied.class);
        assertThat(taken.maxActive()).isEqualTo(2);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void wrongSettingsAreRefusedWithAllTheirFaultsAndChangeNothing() {
        QueueSettingsRejected rejected = assertThat(driver.settings(new QueueSettings("default", -1, 0, 0, 0L, true)))
                .only(QueueSettingsRejected.class);

        assertThat(rejected.faults())
                .extracting("field")
                .containsExactly("maxActive", "maxPerUser", "maxPending", "maxPendingBytes");
        assertThat(driver.queue().limits().paused()).isFalse();
    }

    @Test
    void oneInputSchedulesNoMoreThanItMayAndTicksGoOnWithTheRest() {
        driver.maxActive(0);
        IntStream.range(0, 50).forEach(i -> driver.submit("e" + i));
        int before = driver.ticks();

        driver.maxActive(50);

        assertThat(driver.launched()).hasSize(50);
        assertThat(driver.ticks() - before).isEqualTo(12);
        assertThat(commandsByCause()).allMatch(count -> count <= 4);
        driver.advance(Duration.ofMinutes(1));
        assertThat(driver.ticks() - before).as("nothing is left to do").isEqualTo(12);
    }

    @Test
    void oneInputSendsNoMoreBytesOfCommandsThanItMay() {
        driver.maxActive(0);
        String script = "#".repeat(20_000);
        IntStream.range(0, 8).forEach(i -> driver.submit(request("e" + i).running(script)));

        driver.maxActive(50);

        assertThat(driver.launched()).hasSize(8);
        assertThat(commandsByCause()).allMatch(count -> count <= 3);
    }

    @Test
    void anExecutionLargerThanTheBytesOfOneInputIsStillScheduled() {
        driver.maxActive(0);
        driver.submit(request("large").running("#".repeat(150_000)));
        driver.submit(request("next"));

        driver.maxActive(50);

        assertThat(driver.launched()).containsExactly("large", "next");
    }

    private List<Integer> commandsByCause() {
        return driver.decisions().stream()
                .filter(ExecutionScheduled.class::isInstance)
                .map(ExecutionScheduled.class::cast)
                .collect(java.util.stream.Collectors.groupingBy(
                        scheduled -> scheduled.decision().cause().topic() + "@"
                                + scheduled.decision().cause().offset(),
                        java.util.stream.Collectors.summingInt(scheduled -> 1)))
                .values()
                .stream()
                .toList();
    }
}
