package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
    @Test
    void staysBeforeTheFirstThatIsNotAnswered() {
        OffsetTracker offsets = new OffsetTracker(10);
        offsets.read(10);
        offsets.read(11);
        offsets.read(12);
        offsets.answered(11);
        offsets.answered(12);
        assertThat(offsets.safe()).isEqualTo(10);
        assertThat(offsets.span()).isEqualTo(3);

        offsets.answered(10);
        assertThat(offsets.safe()).isEqualTo(13);
        assertThat(offsets.span()).isZero();
    }

    @Test
    void countsOffsetsThatAreNoCommandsAsAnswered() {
        OffsetTracker offsets = new OffsetTracker(0);
        offsets.read(2);
        assertThat(offsets.safe()).isEqualTo(2);
        offsets.read(5);
        offsets.answered(2);
        assertThat(offsets.safe()).isEqualTo(5);
        offsets.answered(5);
        assertThat(offsets.safe()).isEqualTo(6);
    }

    @Test
    void takesAnAnswerTwiceButNotForWhatWasNeverRead() {
        OffsetTracker offsets = new OffsetTracker(0);
        offsets.read(0);
        offsets.answered(0);
        offsets.answered(0);
        assertThat(offsets.safe()).isEqualTo(1);
        assertThatThrownBy(() -> offsets.answered(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> offsets.read(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void agreesWithASetOfUnansweredOffsets() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            long start = random.nextInt(5);
            OffsetTracker offsets = new OffsetTracker(start);
            TreeSet<Long> unanswered = new TreeSet<>();
            List<Long> open = new ArrayList<>();
            long next = start;
            for (int step = 0; step < 60; step++) {
                if (open.isEmpty() || random.nextBoolean()) {
                    next += random.nextInt(10) == 0 ? random.nextInt(4) : 0;
                    offsets.read(next);
                    unanswered.add(next);
                    open.add(next);
                    next++;
                } else {
                    long offset = open.remove(random.nextInt(open.size()));
                    offsets.answered(offset);
                    unanswered.remove(offset);
                }
                long expected = unanswered.isEmpty() ? next : unanswered.first();
                assertThat(offsets.safe()).as("seed %d step %d", seed, step).isEqualTo(expected);
                assertThat(offsets.span()).as("seed %d step %d", seed, step).isEqualTo(next - expected);
            }
        }
    }
}
