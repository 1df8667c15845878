package dev.docket.cluster.node;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A container that only waits, without a process. Lives on the node's thread. */
final class Sleep implements Work {
    private final IntConsumer exited;
    private final ScheduledFuture<?> alarm;
    private boolean over;

    Sleep(Duration time, ScheduledExecutorService node, IntConsumer exited) {
        this.exited = exited;
        this.alarm = node.schedule(() -> end(0), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void terminate() {
        end(128 + 15);
    }

    @Override
    public void kill() {
        end(128 + 9);
    }

    private void end(int code) {
        if (!over) {
            over = true;
            alarm.cancel(false);
            exited.accept(code);
        }
    }
}
