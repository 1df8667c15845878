package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandLanesTest {
    private final CommandPartition partition = new CommandPartition(0, 0, Fence.NONE);
    private final List<CommandTask> begun = new ArrayList<>();
    private final CommandLanes lanes = new CommandLanes(begun::add);
    private long next;

    @Test
    void beginsCommandsOfDifferentExecutionsAtOnce() {
        CommandTask a = submit(Commands.create("a"));
        CommandTask b = submit(Commands.create("b"));
        assertThat(begun).containsExactly(a, b);
        assertThat(lanes.inFlight()).isEqualTo(2);
    }

    @Test
    void keepsTheOrderOfOneExecution() {
        CreatePodCommand create = Commands.create("a");
        CommandTask first = submit(create);
        CommandTask second = submit(Commands.delete(create, DeletePodReason.CANCELLED));
        assertThat(begun).containsExactly(first);

        lanes.answered(first);
        assertThat(begun).containsExactly(first, second);
        assertThat(partition.safe()).isEqualTo(1);
        lanes.answered(second);
        assertThat(partition.safe()).isEqualTo(2);
        assertThat(lanes.inFlight()).isZero();
    }

    @Test
    void answersAPreemptedCreateOnlyTogetherWithItsDelete() {
        CreatePodCommand create = Commands.create("a");
        CommandTask first = submit(create);
        boolean[] woken = new boolean[1];
        first.onPreempt(() -> woken[0] = true);
        CommandTask delete = submit(Commands.delete(create, DeletePodReason.CANCELLED));
        assertThat(woken[0]).isTrue();
        assertThat(first.preemptedBy()).isSameAs(delete);

        lanes.preempted(first, delete);
        assertThat(begun).containsExactly(first, delete);
        assertThat(partition.safe()).isZero();
        lanes.answered(delete);
        assertThat(partition.safe()).isEqualTo(2);
        assertThat(lanes.inFlight()).isZero();
        assertThat(lanes.unansweredBytes()).isZero();
    }

    @Test
    void aCreateThatWaitsTakesRoomButNobodysTurn() {
        CommandTask first = submit(Commands.create("a"));
        submit(Commands.create("b"));
        lanes.waits();
        assertThat(lanes.inFlight()).isEqualTo(1);
        assertThat(lanes.waiting()).isEqualTo(1);
        assertThat(lanes.unansweredBytes()).isEqualTo(200);

        lanes.waitsNoMore();
        assertThat(lanes.inFlight()).isEqualTo(2);
        lanes.answered(first);
        assertThat(lanes.inFlight()).isEqualTo(1);
        assertThat(lanes.unansweredBytes()).isEqualTo(100);
    }

    @Test
    void doesNotPreemptAnotherAttempt() {
        CreatePodCommand create = Commands.create("a");
        CommandTask first = submit(create);
        submit(new dev.docket.event.DeletePodCommand(
                create.queue(), create.executionId(), create.incarnation(), 2, DeletePodReason.NOT_ACTIVE));
        assertThat(first.preemptedBy()).isNull();
    }

    @Test
    void leavesTheOffsetWhereItIsWhenACommandIsDropped() {
        CommandTask task = submit(Commands.create("a"));
        lanes.dropped(task);
        assertThat(partition.safe()).isZero();
        assertThat(lanes.inFlight()).isZero();
    }

    @Test
    void everyCommandBeginsOnceInTheOrderOfItsExecutionAndEveryOffsetIsAnswered() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            CommandPartition offsets = new CommandPartition(0, 0, Fence.NONE);
            List<CommandTask> underWay = new ArrayList<>();
            Map<String, Long> last = new HashMap<>();
            CommandLanes subject = new CommandLanes(task -> {
                Long before =
                        last.put(task.command().executionId(), task.position().offset());
                assertThat(before == null || before < task.position().offset()).isTrue();
                underWay.add(task);
            });
            long offset = 0;
            for (int step = 0; step < 100 || !underWay.isEmpty(); step++) {
                if (step < 100 && (underWay.isEmpty() || random.nextBoolean())) {
                    CreatePodCommand create = Commands.create("e" + random.nextInt(5));
                    Command command =
                            random.nextBoolean() ? create : Commands.delete(create, DeletePodReason.CANCELLED);
                    offsets.read(offset);
                    subject.submit(new CommandTask(command, new CommandPosition(0, offset++), null, offsets, 100));
                } else {
                    CommandTask task = underWay.remove(random.nextInt(underWay.size()));
                    CommandTask delete = task.preemptedBy();
                    if (delete != null && random.nextBoolean()) {
                        subject.preempted(task, delete);
                    } else {
                        subject.answered(task);
                    }
                }
            }
            assertThat(subject.inFlight()).as("seed %d", seed).isZero();
            assertThat(offsets.safe()).as("seed %d", seed).isEqualTo(offset);
        }
    }

    private CommandTask submit(Command command) {
        partition.read(next);
        CommandTask task = new CommandTask(command, new CommandPosition(0, next++), null, partition, 100);
        lanes.submit(task);
        return task;
    }
}
