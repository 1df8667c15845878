package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Cause;
import dev.docket.event.ExecutionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The queue against {@link NaiveQueues}, over seeded random inputs. {@code -Ddocket.seeds=N} runs more of them,
 * {@code -Ddocket.firstSeed=S} starts elsewhere: at the seed of a failure, say.
 */
final class QueueModelTest {

    private static final int SEEDS = Integer.getInteger("docket.seeds", 3000);
    private static final int FIRST_SEED = Integer.getInteger("docket.firstSeed", 0);
    private static final int STEPS = 150;

    @Test
    void decidesAsTheNaiveModelDoesAfterEveryStepOfEveryRun() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            run(seed);
        }
    }

    /** A random test that never meets a rule proves nothing about it. */
    @Test
    void theRandomInputsMeetEveryRule() {
        Set<String> met = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            QueueDriver queue = new QueueDriver(RandomInputs.rules(random));
            RandomInputs inputs = new RandomInputs(random);
            for (int step = 0; step < STEPS; step++) {
                Output output = queue.feed(inputs.next());
                inputs.saw(output);
                output.decisions().forEach(decision -> met.add(Kinds.of(decision)));
                output.plainCommands().forEach(command -> met.add(command.type()));
                if (output.tickWanted()) {
                    met.add("tick wanted");
                }
            }
        }
        assertThat(met).containsAll(Kinds.ALL);
    }

    private static void run(int seed) {
        Random random = new Random(seed);
        Rules rules = RandomInputs.rules(random);
        QueueDriver queue = new QueueDriver(rules);
        NaiveQueues model = new NaiveQueues(rules, Arrival.of(new Cause("none", 0, 0, QueueDriver.START), 0));
        AuditLog log = new AuditLog(rules.limits());
        RandomInputs inputs = new RandomInputs(random);
        for (int step = 0; step < STEPS; step++) {
            Input input = inputs.next();
            try {
                Output output = queue.feed(input);
                inputs.saw(output);
                check(output.withoutEstimates(), model.feed(input));
                log.read(input, output);
                if (random.nextInt(20) == 0) {
                    queue.restart(random);
                }
                List<Entry> entries = queue.ledger().entries();
                Recount.check(queue.ledger().index(), entries, rules.limits());
                checkState(entries, model);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ", step " + step + ", after " + input + ":\n" + e.getMessage(), e);
            }
        }
    }

    private static void check(Output output, Output expected) {
        if (!output.equals(expected)) {
            assertThat(output.decisions()).as("decisions").isEqualTo(expected.decisions());
            assertThat(output.commands()).as("commands").isEqualTo(expected.commands());
            assertThat(output.tickWanted()).as("tick wanted").isEqualTo(expected.tickWanted());
        }
    }

    private static void checkState(List<Entry> entries, NaiveQueues model) {
        List<String> held = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Pending pending) {
                held.add(state(pending.queue(), pending.id(), "PENDING"));
            } else if (entry instanceof Active active) {
                held.add(state(active.queue(), active.id(), "ACTIVE"));
            } else if (entry instanceof Finished finished) {
                held.add(state(finished.queue(), finished.id(), "FINISHED " + finished.outcome()));
            }
        }
        List<String> expected = new ArrayList<>();
        for (NaiveExecution e : model.executions()) {
            String outcome = e.state == ExecutionState.FINISHED ? " " + e.outcome : "";
            expected.add(state(e.queue, e.id, e.state + outcome));
        }
        held.sort(null);
        expected.sort(null);
        if (!held.equals(expected)) {
            assertThat(held).isEqualTo(expected);
        }
    }

    private static String state(String queue, String id, String state) {
        return queue + "/" + id + " " + state;
    }
}
