package dev.docket.queue;

import dev.docket.event.Priority;

/** For how long slots were held, counted: as many as there are of each length, and the times of each priority. */
final class HoldTally {

    /** Of each bucket of {@link HoldCurve}. */
    final int[] counts = new int[HoldCurve.BUCKETS];

    /** Milliseconds, by priority. */
    final long[] millis = new long[Priority.values().length];

    /** How many, by priority. */
    final int[] numbers = new int[millis.length];

    /** The first bucket with anything in it; there is one. */
    int first() {
        int bucket = 0;
        while (counts[bucket] == 0) {
            bucket++;
        }
        return bucket;
    }

    /** The last bucket with anything in it; there is one. */
    int last() {
        int bucket = counts.length - 1;
        while (counts[bucket] == 0) {
            bucket--;
        }
        return bucket;
    }

    void change(HoldTimes.Hold hold, int by) {
        int rank = hold.priority().rank();
        counts[HoldCurve.bucket(hold.millis() / 1000.0)] += by;
        millis[rank] += by * hold.millis();
        numbers[rank] += by;
    }
}
