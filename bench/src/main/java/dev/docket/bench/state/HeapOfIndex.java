package dev.docket.bench.state;

import dev.docket.processor.StateIndex;
import dev.docket.queue.Pending;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import org.apache.kafka.common.utils.Bytes;

/**
 * How much heap an index takes for each that waits in it: what was used after full collections with it, less what was
 * used without. It is made as a restore makes it, of bytes that nobody keeps.
 */
final class HeapOfIndex {

    private HeapOfIndex() {}

    /**
     * What was seen.
     *
     * @param waiting how many wait
     * @param bytes the used heap, grown by so many
     * @param histogram of the growth
     */
    record Seen(int waiting, long bytes, Histogram histogram) {

        double bytesEach() {
            return (double) bytes / waiting;
        }
    }

    /** Makes an index of so many, looks, and lets it go. */
    static Seen of(int waiting) throws JMException {
        Histogram before = Histogram.now();
        long usedBefore = used();
        StateIndex index = new StateIndex(Executions.RULES);
        for (int i = 0; i < waiting; i++) {
            Pending pending = Executions.pending(i);
            index.changed(Bytes.wrap(Executions.key(pending)), Executions.value(pending));
        }
        long usedAfter = used();
        Histogram after = Histogram.now();
        if (index.partition().line(Executions.QUEUE).pending() != waiting) {
            throw new IllegalStateException("not all of them wait");
        }
        return new Seen(waiting, usedAfter - usedBefore, after.since(before));
    }

    /** The used heap, when another collection frees no more of it. */
    private static long used() {
        long used = Long.MAX_VALUE;
        for (long next = collected(); next < used; next = collected()) {
            used = next;
        }
        return used;
    }

    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
