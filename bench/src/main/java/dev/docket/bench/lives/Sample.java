package dev.docket.bench.lives;

/**
 * What was seen in a stretch of time.
 *
 * @param lives how many executions were scheduled and completed
 * @param nanos how long it was
 * @param queueNanos the processor time of the threads that are the queue itself; 0 where it has none of its own here
 */
public record Sample(long lives, long nanos, long queueNanos) {

    /** What was seen since an earlier one, when both count from the same beginning. */
    public Sample since(Sample earlier) {
        return new Sample(lives - earlier.lives, nanos - earlier.nanos, queueNanos - earlier.queueNanos);
    }

    /** Lives in a second. */
    public double rate() {
        return lives * 1e9 / nanos;
    }

    /** Processor time of the queue for each life, in microseconds. */
    public double microsPerLife() {
        return queueNanos / 1e3 / lives;
    }
}
