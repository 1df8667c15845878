package dev.docket.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.lives.Payloads;
import dev.docket.event.Priority;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LowestTest {

    @Test
    void namesOnlyExecutionsOfTheLowestPriorityWithinTheBounds() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long from = random.nextInt(20_000);
            long to = from + 10_000 + random.nextInt(20_000);

            long number = Lowest.among(from, to, random);

            assertThat(number).isBetween(from, to - 1);
            assertThat(Payloads.priority(number)).isEqualTo(Priority.BACKGROUND);
        }
    }
}
