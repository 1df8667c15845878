package dev.docket.bench.watchers;

/** The same stretch of time without watchers and with them. */
record Pair(Window without, Window with) {

    /** The part of the throughput that is left with watchers. */
    double ratio() {
        return with.rate() / without.rate();
    }
}
