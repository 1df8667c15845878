package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.Payloads;
import dev.docket.bench.lives.Sample;
import dev.docket.event.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A {@link HeapQueue} and one thread that lets executions live in it; more threads would only wait for its lock. Nothing
 * of it is durable.
 */
public final class HeapContender implements Contender {

    private static final int SLOTS = 10_000;

    /** How many hold a slot at once; with a heap, more would make it no faster. */
    private static final int ACTIVE = 1_000;

    private final HeapQueue queue = new HeapQueue(SLOTS);
    private final Requests requests = new Requests("lives", 1);
    private final Deque<String> active = new ArrayDeque<>();
    private final int pending;
    private long number;

    /**
     * With a line that is always there.
     *
     * @param pending how long it is
     */
    public HeapContender(int pending) {
        this.pending = pending;
        for (; number < pending; number++) {
            queue.add(id(number), Priority.BACKGROUND, number, request(Priority.BACKGROUND));
        }
    }

    @Override
    public String name() {
        return "heap in memory, linear position, " + pending + " pending";
    }

    /** As fast as one thread goes. {@code queueNanos} is that thread's time, most of which is the queue's. */
    @Override
    public Sample run(Duration time) {
        long lives = 0;
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long now = begin;
        while (now < end) {
            lives += live();
            now = System.nanoTime();
        }
        while (!active.isEmpty()) {
            queue.complete(active.remove());
        }
        return new Sample(lives, now - begin, now - begin);
    }

    /** One comes, one goes if so many are active, one becomes active. */
    private int live() {
        Priority priority = Payloads.priority(number);
        if (queue.position(queue.add(id(number), priority, number, request(priority))) > pending) {
            throw new IllegalStateException("there are more before it than there are");
        }
        number++;
        int over = 0;
        if (active.size() == ACTIVE) {
            queue.complete(active.remove());
            over = 1;
        }
        active.add(queue.pop().orElseThrow());
        return over;
    }

    private String request(Priority priority) {
        return requests.request(id(number), number, priority);
    }

    private static String id(long number) {
        return "life-" + number;
    }

    /** How many wait. */
    int pending() {
        return queue.pending();
    }

    /** How many hold a slot. */
    int active() {
        return queue.active();
    }

    @Override
    public void close() {}
}
