package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NextTryTest {
    @Test
    void isMadeOnceHoweverOftenItIsCalledFor() {
        AtomicInteger made = new AtomicInteger();
        NextTry next = new NextTry(made::incrementAndGet);

        next.run();
        next.run();

        assertThat(made).hasValue(1);
    }

    @Test
    void isMadeOnceWhenTheTimerAndADeleteComeTogether() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int i = 0; i < 2_000; i++) {
                AtomicInteger made = new AtomicInteger();
                NextTry next = new NextTry(made::incrementAndGet);
                Future<?> timer = other.submit(() -> {
                    start.await();
                    next.run();
                    return null;
                });
                start.await();
                next.run();
                timer.get();
                assertThat(made).hasValue(1);
            }
        } finally {
            other.shutdownNow();
        }
    }
}
