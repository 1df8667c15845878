package dev.docket.bench.lives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Plan TWO_ROUNDS = new Plan(2, Duration.ofSeconds(1), 0, Duration.ZERO);

    @Test
    void aTurnInWhichNothingLivedIsTakenAgain() throws Exception {
        Scripted one = new Scripted("one", 30, 0, 0, 60);
        Scripted other = new Scripted("other", 10, 20);

        Turns turns = Turns.of(List.of(one, other), TWO_ROUNDS, new Progress());

        assertThat(turns.ratios(one, other, Sample::rate)).containsExactly(3.0, 3.0);
    }

    @Test
    void nothingIsMadeOfOneWhoNeverLives() {
        Scripted dead = new Scripted("dead", 0, 0, 0, 0, 1);

        assertThatThrownBy(() -> Turns.of(List.of(dead), TWO_ROUNDS, new Progress()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dead");
    }

    /** Lives as it is told, turn by turn. */
    private static final class Scripted implements Contender {

        private final String name;
        private final Deque<Long> lives = new ArrayDeque<>();

        Scripted(String name, long... lives) {
            this.name = name;
            for (long each : lives) {
                this.lives.add(each);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Sample run(Duration time) {
            return new Sample(lives.remove(), time.toNanos(), 1_000);
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
