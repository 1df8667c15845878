package dev.docket.queue;

import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of why something waits: each reason where it holds, none where it does not. */
final class WhyPendingTest {

    private final QueueDriver queue = new QueueDriver(rules().maxActive(1));

    @Test
    void countsWhoIsAheadByPriority() {
        queue.submitAll("running", "n1", "n2");
        queue.submit(aRequest("c").priority(Priority.CRITICAL.name()));
        queue.submit(aRequest("l").priority(Priority.LOW.name()));

        assertThat(why("n1")).extracting(Waiting::reason).containsExactly(WaitReason.SLOTS_TAKEN, WaitReason.AHEAD);
        assertThat(why("n1").get(0).message()).isEqualTo("the one slot of the queue is taken");
        assertThat(why("n1").get(1).ahead()).isEqualTo(Map.of(Priority.CRITICAL, 1L));
        assertThat(why("n1").get(1).message()).isEqualTo("1 execution is ahead: 1 CRITICAL");
        assertThat(why("n2").get(1).ahead()).isEqualTo(Map.of(Priority.CRITICAL, 1L, Priority.NORMAL, 1L));
        assertThat(why("l").get(1).message()).isEqualTo("3 executions are ahead: 1 CRITICAL, 2 NORMAL");
        assertThat(why("c")).extracting(Waiting::reason).containsExactly(WaitReason.SLOTS_TAKEN);
    }

    @Test
    void saysThatAQueueIsPausedOrHasNoSlots() {
        queue.pause();
        queue.submit("a");

        assertThat(why("a")).extracting(Waiting::reason).containsExactly(WaitReason.QUEUE_PAUSED);

        queue.maxActive(0);

        assertThat(why("a")).extracting(Waiting::reason).containsExactly(WaitReason.NO_SLOTS);
    }

    @Test
    void saysThatMoreRunThanThereAreSlotsNow() {
        queue.maxActive(3);
        queue.submitAll("r1", "r2", "r3", "a");
        queue.maxActive(2);

        assertThat(why("a").get(0).message()).isEqualTo("3 run, more than the 2 slots that the queue has now");
    }

    @Test
    void saysThatTheLauncherIsSilentOnlyWhenNothingWasHeardForAMinute() {
        queue.maxActive(2);
        queue.submitAll("r1", "r2", "a");
        queue.advance(Duration.ofSeconds(59));
        assertThat(why("a")).extracting(Waiting::reason).doesNotContain(WaitReason.LAUNCHER_SILENT);

        queue.start("r1");
        queue.advance(Duration.ofSeconds(59));
        assertThat(why("a")).extracting(Waiting::reason).doesNotContain(WaitReason.LAUNCHER_SILENT);

        queue.advance(Duration.ofSeconds(1));
        assertThat(why("a")).extracting(Waiting::reason).startsWith(WaitReason.LAUNCHER_SILENT);
        assertThat(why("a").get(0).message())
                .startsWith("1 hold slots without having started, and")
                .contains("60 s");

        queue.start("r2");
        queue.advance(Duration.ofDays(1));
        assertThat(why("a"))
                .as("long runs are no silence")
                .extracting(Waiting::reason)
                .doesNotContain(WaitReason.LAUNCHER_SILENT);
    }

    @Test
    void saysOfTheFirstOneWithAFreeSlotThatItIsNext() {
        PartitionIndex index = new PartitionIndex(rules().build());
        queue.submitAll("running", "a");
        Waiter first = (Waiter) requireNonNull(queue.line().live("a"));
        index.put(requireNonNull(queue.ledger().stored(first)).pending());
        Line line = index.line(first.queue());

        Outlook outlook = line.outlook(0);
        assertThat(outlook.reasons(first.priority(), 0))
                .extracting(Waiting::reason)
                .containsExactly(WaitReason.NEXT);
        assertThat(outlook.reasons()).isEmpty();
    }

    private List<Waiting> why(String id) {
        Waiter waiter = (Waiter) requireNonNull(queue.line().live(id));
        Line line = queue.line();
        return line.outlook(queue.now().toEpochMilli()).reasons(waiter.priority(), line.position(waiter));
    }
}
