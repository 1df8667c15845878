package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void knowsNoRateBeforeTwoFinishes() {
        assertThat(pace.secondsFor(1)).isNull();
        pace.add(1000);
        assertThat(pace.secondsFor(1)).isNull();
    }

    @Test
    void knowsNoRateOfFinishesAtOneMoment() {
        pace.add(1000);
        pace.add(1000);

        assertThat(pace.secondsFor(1)).isNull();
    }

    @Test
    void takesTheMeanTimeBetweenFinishes() {
        pace.add(1000);
        pace.add(5000);
        pace.add(2000);

        assertThat(pace.secondsFor(1)).isEqualTo(2.0);
        assertThat(pace.secondsFor(10)).isEqualTo(20.0);
    }

    @Test
    void goesByTheLatestSixtyFour() {
        for (int i = 0; i < 64; i++) {
            pace.add(i);
        }
        for (int i = 0; i < 64; i++) {
            pace.add(1_000_000 + i * 1000L);
        }

        assertThat(pace.secondsFor(1)).isEqualTo(1.0);
    }

    @Test
    void isTheSameWhateverOrderTheFinishesComeInAndWhateverWasForgotten() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Pace kept = new Pace();
            TreeMap<Long, Integer> remembered = new TreeMap<>();
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(5) < 3) {
                    long time = random.nextInt(60);
                    kept.add(time + step);
                    remembered.merge(time + step, 1, Integer::sum);
                } else if (!remembered.isEmpty()) {
                    long earliest = remembered.firstKey();
                    kept.remove(earliest);
                    remembered.computeIfPresent(earliest, (time, count) -> count == 1 ? null : count - 1);
                }
                assertThat(kept.secondsFor(7))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(plain(remembered));
            }
        }
    }

    private static @Nullable Double plain(TreeMap<Long, Integer> remembered) {
        long[] all = remembered.entrySet().stream()
                .flatMap(e -> Collections.nCopies(e.getValue(), e.getKey()).stream())
                .mapToLong(Long::longValue)
                .toArray();
        long[] latest = Arrays.copyOfRange(all, Math.max(0, all.length - 64), all.length);
        if (latest.length < 2 || latest[0] == latest[latest.length - 1]) {
            return null;
        }
        return 7 * ((double) (latest[latest.length - 1] - latest[0]) / (latest.length - 1)) / 1000;
    }
}
