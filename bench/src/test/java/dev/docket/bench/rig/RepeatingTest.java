package dev.docket.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingTest {

    @Test
    void goesOnUntilItIsClosed() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        AtomicInteger steps = new AtomicInteger();
        Repeating repeating = Repeating.start("counting", () -> {
            steps.incrementAndGet();
            thrice.countDown();
        });

        thrice.await();
        repeating.close();

        assertThat(steps.getAndSet(0)).isGreaterThanOrEqualTo(3);
        assertThatCode(repeating::check).doesNotThrowAnyException();
        assertThat(steps).as("steps after it was closed").hasValue(0);
    }

    @Test
    void endsWithTheFirstFailureAndTellsIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        IOException fault = new IOException("nobody answers");
        AtomicInteger steps = new AtomicInteger();
        Repeating repeating = Repeating.start("asking", () -> {
            steps.incrementAndGet();
            begun.countDown();
            throw fault;
        });

        begun.await();
        repeating.close();

        assertThatThrownBy(repeating::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("asking failed")
                .hasCause(fault);
        assertThat(steps).hasValue(1);
    }
}
