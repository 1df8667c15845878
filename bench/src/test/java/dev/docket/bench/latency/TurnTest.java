package dev.docket.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TurnTest {

    private static final long MILLI = 1_000_000;

    private final Waits waits = new Waits();

    @Test
    void aWaitBeginsWhenTheRequestWasMeantToBeSent() {
        Turn turn = new Turn(100, 5_000 * MILLI, 500, 100, waits);

        turn.seen(100, 5_010 * MILLI);
        turn.seen(101, 5_022 * MILLI); // meant two milliseconds after the first

        assertThat(turn.meant(101)).isEqualTo(5_002 * MILLI);
        assertThat(waits.count()).isEqualTo(2);
        assertThat(waits.p50()).isCloseTo(10, within(0.05));
        assertThat(waits.p99()).isCloseTo(20, within(0.05));
    }

    @Test
    void whatCameBeforeTheMeasuredOnesIsLeftOut() {
        Turn turn = new Turn(100, 0, 500, 200, waits);

        turn.seen(50, MILLI);
        turn.seen(199, 1_000 * MILLI);
        turn.seen(200, turn.meant(200) + 3 * MILLI);

        assertThat(waits.count()).isEqualTo(1);
        assertThat(waits.p50()).isCloseTo(3, within(0.05));
    }
}
