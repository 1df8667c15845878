package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Cause;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.FailureReason;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who gets a slot, when, and how many at a time. */
final class SchedulingTest {

    @Test
    void schedulesAtOnceWhileASlotIsFree() {
        QueueDriver queue = new QueueDriver(rules().maxActive(2));

        queue.submit("a");
        assertThatQueue(queue).hasScheduled("a");
        queue.submit("b");
        assertThatQueue(queue).hasScheduled("b");
        queue.submit("c");

        assertThatQueue(queue).hasScheduled().hasActive("a", "b").hasPendingInOrder("c");
    }

    @Test
    void givesAFreedSlotToTheFirstInOrder() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submitAll("a", "b");
        queue.submit(aRequest("c").priority(Priority.HIGH));

        queue.finish("a");

        assertThatQueue(queue).hasScheduled("c").hasActive("c").hasPendingInOrder("b");
    }

    @Test
    void neverHoldsMoreSlotsThanThereAreAfterTheyBecomeFewer() {
        QueueDriver queue = new QueueDriver(rules().maxActive(3));
        queue.submitAll("a", "b", "c", "d");

        queue.maxActive(1);
        queue.finish("a");
        assertThatQueue(queue).hasScheduled().hasActive("b", "c");
        queue.finish("b");
        assertThatQueue(queue).hasScheduled().hasActive("c");
        queue.finish("c");

        assertThatQueue(queue).hasScheduled("d");
    }

    @Test
    void schedulesInAllQueuesOfThePartitionEachWithItsOwnSlots() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submit(aRequest("a").queue("one"));

        queue.submit(aRequest("b").queue("two"));

        assertThatQueue(queue).hasScheduled("b");
        assertThat(queue.line("one").active()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadAnyMoreFailsAloneAndTheLineGoesOnBehindIt() {
        QueueDriver queue = new QueueDriver(rules().maxPerUser(3));
        queue.submitAll("a", "spoilt", "c");
        queue.ledger().spoil(new Entry.Key(Entry.Kind.EXECUTION, RequestCheck.DEFAULT_QUEUE, "spoilt"));

        queue.finish("a");

        assertThatQueue(queue).hasScheduled("c").hasActive("c").hasPendingInOrder();
        assertThat(queue.last().decisions())
                .filteredOn(ExecutionFailed.class::isInstance)
                .singleElement()
                .satisfies(decision -> {
                    ExecutionFailed failed = (ExecutionFailed) decision;
                    assertThat(failed.executionId()).isEqualTo("spoilt");
                    assertThat(failed.reason()).isEqualTo(FailureReason.STATE_UNREADABLE);
                });
        assertThat(queue.line().isFinished("spoilt")).isTrue();
        assertThat(queue.line().ofUser(aRequest().build().userId())).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadCountsAsWorkOfItsInput() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).work(1, 1L << 20, 10));
        queue.submitAll("spoilt", "b");
        queue.ledger().spoil(new Entry.Key(Entry.Kind.EXECUTION, RequestCheck.DEFAULT_QUEUE, "spoilt"));

        queue.maxActive(5);
        assertThatQueue(queue).hasScheduled().hasPendingInOrder("b");
        queue.tickUntilQuiet();

        assertThatQueue(queue).hasActive("b");
    }

    @Test
    void sendsAllThatTheLauncherNeeds() {
        QueueDriver queue =
                new QueueDriver(rules().leases(Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(5)));
        Metadata metadata = new Metadata("event", "correlation", "service", QueueDriver.START);
        RequestBuilder request = aRequest("a")
                .user("ann")
                .priority(Priority.LOW)
                .language("python")
                .languageVersion("3.12")
                .filename("main.py")
                .timeoutSeconds(7)
                .cpu("1", "2")
                .memory("1Gi", "2Gi")
                .metadata(metadata);

        Output output = queue.feed(new Input.Requested(
                request.build(),
                new Arrival(
                        new Cause("requests", QueueDriver.PARTITION, 17, QueueDriver.START),
                        QueueDriver.START.toEpochMilli(),
                        QueueDriver.START.toEpochMilli(),
                        500,
                        "00-trace")));

        assertThat(output.commands()).singleElement().satisfies(sent -> {
            assertThat(sent.traceparent()).isEqualTo("00-trace");
            CreatePodCommand command = (CreatePodCommand) sent.command();
            assertThat(command.queue()).isEqualTo("default");
            assertThat(command.incarnation()).hasToString("3-17");
            assertThat(command.attempt()).isEqualTo(1);
            assertThat(command.userId()).isEqualTo("ann");
            assertThat(command.priority()).isEqualTo(Priority.LOW);
            assertThat(command.notAfter()).isEqualTo(QueueDriver.START.plus(Duration.ofMinutes(30)));
            assertThat(command.metadata()).isEqualTo(metadata);
            assertThat(command.spec().script()).isEqualTo("echo hello");
            assertThat(command.spec().language()).isEqualTo("python");
            assertThat(command.spec().languageVersion()).isEqualTo("3.12");
            assertThat(command.spec().runtimeImage()).isEqualTo("busybox:1.36");
            assertThat(command.spec().runtimeCommand()).containsExactly("sh", "{script}");
            assertThat(command.spec().runtimeFilename()).isEqualTo("main.py");
            assertThat(command.spec().timeoutSeconds()).isEqualTo(7);
            assertThat(command.spec().cpuRequest()).isEqualTo("1");
            assertThat(command.spec().cpuLimit()).isEqualTo("2");
            assertThat(command.spec().memoryRequest()).isEqualTo("1Gi");
            assertThat(command.spec().memoryLimit()).isEqualTo("2Gi");
        });
    }

    @Test
    void measuresTheWaitOnceWhenTheSlotIsGiven() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submitAll("a", "b");
        queue.advance(Duration.ofSeconds(42));

        queue.finish("a");
        assertThat(assertThatQueue(queue).decision(ExecutionScheduled.class).waitMillis())
                .isEqualTo(42_000);
        queue.start("b");
        queue.finish("b");

        assertThat(queue.decisions())
                .filteredOn(d -> d instanceof ExecutionScheduled && "b".equals(d.executionId()))
                .hasSize(1);
    }

    @Test
    void neverMeasuresLessThanNoWait() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submitAll("a", "b");
        queue.advance(Duration.ofSeconds(-5));

        queue.finish("a");

        assertThat(assertThatQueue(queue).decision(ExecutionScheduled.class).waitMillis())
                .isZero();
    }

    @Test
    void goesOnInBoundedStepsWhenTenThousandSlotsAreAdded() {
        QueueDriver queue = new QueueDriver(
                rules().maxActive(0).maxPerUser(20_000).maxPending(20_000).maxPendingBytes(1L << 30));
        for (int i = 0; i < 10_000; i++) {
            queue.submit("id" + i);
        }

        queue.maxActive(10_000);

        assertThat(queue.last().commands()).hasSize(200);
        assertThat(queue.tickUntilQuiet()).isEqualTo(49);
        assertThat(queue.line().active()).isEqualTo(10_000);
        assertThat(queue.commands()).extracting(Command::executionId).doesNotHaveDuplicates();
    }

    @Test
    void sendsNoMoreBytesAtATimeThanAllowed() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).work(100, 1000, 100));
        queue.submit(aRequest("a"), 400);
        queue.submit(aRequest("b"), 600);
        queue.submit(aRequest("c"), 1);

        queue.maxActive(10);
        assertThatQueue(queue).hasScheduled("a", "b");
        assertThat(queue.last().tickWanted()).isTrue();
        queue.tick();

        assertThatQueue(queue).hasScheduled("c");
        assertThat(queue.last().tickWanted()).isFalse();
    }

    @Test
    void sendsOneOfAnySize() {
        QueueDriver queue = new QueueDriver(rules().work(100, 1000, 100));

        queue.submit(aRequest("large"), 5000);

        assertThatQueue(queue).hasScheduled("large");
        assertThat(queue.last().tickWanted()).isFalse();
    }

    @Test
    void wantsNoTickWhenItHasJustSentTheLast() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0).work(2, 1 << 20, 100));
        queue.submitAll("a", "b");

        queue.maxActive(10);

        assertThatQueue(queue).hasScheduled("a", "b");
        assertThat(queue.last().tickWanted()).isFalse();
    }

    @Test
    void schedulesNothingWhilePausedAndAcceptsAllTheSame() {
        QueueDriver queue = new QueueDriver(rules());
        queue.pause();

        queue.submit("a");

        assertThatQueue(queue).hasScheduled().hasPendingInOrder("a");
        queue.resume();
        assertThatQueue(queue).hasScheduled("a");
    }

    @Test
    void letsWhatIsActiveRunOnWhilePaused() {
        QueueDriver queue = new QueueDriver(rules());
        queue.submitAll("a", "b");
        queue.pause();

        queue.finish("a");

        assertThatQueue(queue).hasSentNothing().hasActive().hasFinished("a").hasPendingInOrder("b");
    }

    @Test
    void pausesOneQueueAlone() {
        QueueDriver queue = new QueueDriver(rules());
        queue.settings("one", new QueueSettings("one", null, null, null, null, true));

        queue.submit(aRequest("a").queue("one"));
        queue.submit(aRequest("b").queue("two"));

        assertThat(queue.line("one").active()).isZero();
        assertThat(queue.line("two").active()).isEqualTo(1);
    }
}
