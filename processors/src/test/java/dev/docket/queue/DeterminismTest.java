package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same records in the recorded order give the same decisions, to the byte. */
final class DeterminismTest {

    private static final int SEEDS = 60;
    private static final int STEPS = 150;

    @Test
    void decidesTheSameTwice() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Recording recording = record(seed);
            assertThat(replay(recording, new Random(seed), false))
                    .as("seed %d", seed)
                    .isEqualTo(recording.json);
        }
    }

    @Test
    void decidesTheSameWithRestartsInBetween() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Recording recording = record(seed);
            assertThat(replay(recording, new Random(seed), true))
                    .as("seed %d", seed)
                    .isEqualTo(recording.json);
        }
    }

    private record Recording(Rules rules, List<Input> inputs, List<String> json) {}

    private static Recording record(int seed) {
        Random random = new Random(seed);
        Recording recording = new Recording(RandomInputs.rules(random), new ArrayList<>(), new ArrayList<>());
        QueueDriver queue = new QueueDriver(recording.rules);
        RandomInputs inputs = new RandomInputs(random);
        for (int step = 0; step < STEPS; step++) {
            Input input = inputs.next();
            Output output = queue.feed(input);
            inputs.saw(output);
            recording.inputs.add(input);
            recording.json.add(output.json());
        }
        return recording;
    }

    private static List<String> replay(Recording recording, Random random, boolean restarts) {
        QueueDriver queue = new QueueDriver(recording.rules);
        List<String> json = new ArrayList<>();
        for (Input input : recording.inputs) {
            if (restarts && random.nextInt(4) == 0) {
                queue.restart(random);
            }
            json.add(queue.feed(input).json());
        }
        return json;
    }
}
