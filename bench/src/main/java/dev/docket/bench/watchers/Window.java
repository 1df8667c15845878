package dev.docket.bench.watchers;

/**
 * What happened in a stretch of time.
 *
 * @param nanos how long it was
 * @param scheduled how many executions were scheduled, as their committed commands say
 * @param processNanos the processor time of this process: of everything
 * @param events how many events all watchers together were sent
 * @param bytes and how many bytes
 * @param readingNanos the processor time of the thread that reads for all watchers
 * @param updatingNanos the processor time of the coordinator's thread that updates them
 */
record Window(
        long nanos, long scheduled, long processNanos, long events, long bytes, long readingNanos, long updatingNanos) {

    /** Executions scheduled in a second. */
    double rate() {
        return scheduled * 1e9 / nanos;
    }

    /** Executions scheduled in a second of processor time: what others do on the machine counts less. */
    double perProcessorSecond() {
        return scheduled * 1e9 / processNanos;
    }

    /** How many processors it had. */
    double processors() {
        return (double) processNanos / nanos;
    }

    /** This and another stretch of time together. */
    Window and(Window other) {
        return new Window(
                nanos + other.nanos,
                scheduled + other.scheduled,
                processNanos + other.processNanos,
                events + other.events,
                bytes + other.bytes,
                readingNanos + other.readingNanos,
                updatingNanos + other.updatingNanos);
    }

    /** What has happened since that moment, if both tell all that had happened by then. */
    Window since(Window before) {
        return new Window(
                nanos - before.nanos,
                scheduled - before.scheduled,
                processNanos - before.processNanos,
                events - before.events,
                bytes - before.bytes,
                readingNanos - before.readingNanos,
                updatingNanos - before.updatingNanos);
    }
}
