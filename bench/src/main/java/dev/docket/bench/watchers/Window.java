package dev.docket.bench.watchers;

/**
 * What happened in a stretch of time.
 *
 * @param nanos how long it was
 * @param scheduled how many executions were scheduled, as their committed commands say
 * @param events how many events all watchers together were sent
 * @param bytes and how many bytes
 * @param readingNanos the processor time of the thread that reads for all watchers
 * @param updatingNanos the processor time of the coordinator's thread that updates them
 */
record Window(long nanos, long scheduled, long events, long bytes, long readingNanos, long updatingNanos) {

    /** Executions scheduled in a second. */
    double rate() {
        return scheduled * 1e9 / nanos;
    }

    Window since(Window before) {
        return new Window(
                nanos - before.nanos,
                scheduled - before.scheduled,
                events - before.events,
                bytes - before.bytes,
                readingNanos - before.readingNanos,
                updatingNanos - before.updatingNanos);
    }
}
