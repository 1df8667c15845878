package dev.docket.bench.watchers;

/** As much time without watchers as with them. */
record Pair(Window without, Window with) {

    /** This and another one together. */
    Pair and(Pair other) {
        return new Pair(without.and(other.without), with.and(other.with));
    }

    /** The part of the throughput that is left with watchers. */
    double ratio() {
        return with.rate() / without.rate();
    }

    /** The part that is left of what a second of processor time is good for. */
    double processorRatio() {
        return with.perProcessorSecond() / without.perProcessorSecond();
    }
}
