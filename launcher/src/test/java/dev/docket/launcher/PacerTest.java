package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void spreadsWhatComesAtOnce() {
        Pacer pacer = new Pacer(100);
        long now = System.nanoTime() + SECOND;
        long last = 0;
        for (int i = 0; i < 510; i++) {
            last = pacer.reserve(now);
        }
        assertThat(last).as("ten at once, then one each 10 ms").isEqualTo(5 * SECOND);
    }

    @Test
    void aRestIsWorthATenthOfASecondAndNoMore() {
        Pacer pacer = new Pacer(100);
        long now = System.nanoTime() + 3600 * SECOND;
        for (int i = 0; i < 10; i++) {
            assertThat(pacer.reserve(now)).isLessThanOrEqualTo(0);
        }
        assertThat(pacer.reserve(now)).isPositive();
    }
}
