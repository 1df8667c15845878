package dev.docket.queue;

import dev.docket.event.Priority;
import org.jspecify.annotations.Nullable;

/**
 * How long an execution of a line may wait: the {@linkplain Departures model} of the slots, held against how long the
 * first of the same priority has waited already, and {@linkplain Correction corrected} by how earlier forecasts turned
 * out. Those who may still come and overtake are not modelled: experience has them in it.
 *
 * <p>It is a function of the line's entries and of the time, and of nothing else: a decision tells it, and the same
 * records must give the same decisions.
 *
 * <p>Threading: not safe; of one moment, for which it keeps what all that are asked about have in common.
 */
final class Estimator {

    /** The ninth decile of the standard normal distribution. */
    private static final double NINTH_DECILE = 1.2816;

    /** How far the median follows what the head of the line has waited, and how far that may pull. */
    private static final double HEAD_PULL = 0.2;

    private static final double HEAD_REACH = 8;

    private final LineFigures line;

    private @Nullable Departures ofAny;
    private @Nullable Departures ofThese;

    Estimator(LineFigures line) {
        this.line = line;
    }

    /**
     * A forecast and the estimate that is told of it.
     *
     * @param forecast what is kept
     * @param estimate what is told; null where nothing is known
     */
    record Result(Forecast forecast, @Nullable Estimate estimate) {

        static final Result UNKNOWN = new Result(Forecast.NONE, null);
        static final Result AT_ONCE = new Result(Forecast.NONE, new Estimate(0, 0));
    }

    /**
     * For an execution that stands, or would stand, behind so many of its own priority.
     *
     * @param behind how many of the same priority are ahead; those of higher ones are ahead anyway
     */
    Result of(Priority priority, long behind) {
        QueueLimits limits = line.limits();
        if (limits.paused() || limits.maxActive() == 0) {
            return Result.UNKNOWN;
        }
        long ahead = behind;
        for (Priority other : priority.above()) {
            ahead += line.pending(other);
        }
        int free = limits.maxActive() - line.active();
        if (ahead < free) {
            return Result.AT_ONCE;
        }
        HoldCurve curve = line.curve();
        return curve == null ? Result.UNKNOWN : waiting(priority, behind, free, curve);
    }

    private Result waiting(Priority priority, long behind, int free, HoldCurve curve) {
        double demand = 1 + behind * curve.weight(priority) - free;
        for (Priority other : priority.above()) {
            demand += line.pending(other) * curve.weight(other);
        }
        demand = Math.max(1, demand);
        Departures departures = departures(demand, curve);
        double median = departures.secondsFor(demand, 0);
        double decile = Math.max(median, departures.secondsFor(demand, NINTH_DECILE));
        Correction correction = line.correction(priority);
        double log90 = correction.log90();
        Waiter head = behind == 0 ? null : line.first(priority);
        double headWaited = head == null ? 0 : (line.now() - head.acceptedAt()) / 1000.0;
        if (head != null && headWaited > 0) {
            double reached = Math.max(median / HEAD_REACH, Math.min(median * HEAD_REACH, headWaited));
            median *= Math.pow(reached / median, HEAD_PULL);
            double expected = Float.isNaN(head.expected90()) ? 0 : head.expected90();
            log90 = Math.max(log90, Math.min(Correction.MOST, Math.log(headWaited / Math.max(1, expected))));
        }
        double p50 = median * Math.exp(correction.log50());
        double p90 = Math.max(p50, decile * Math.exp(log90));
        return new Result(new Forecast((float) median, (float) decile, (float) p90), new Estimate(p50, p90));
    }

    private Departures departures(double demand, HoldCurve curve) {
        int slots = line.limits().maxActive();
        int active = line.active();
        if (active == 0 || Departures.isOfAnyHolders(demand, slots)) {
            ofAny = ofAny == null ? Departures.ofAnyHolders(curve, slots) : ofAny;
            return ofAny;
        }
        if (ofThese == null) {
            double[] ages = line.ages();
            ofThese = Departures.of(curve, slots, ages, (double) active / ages.length);
        }
        return ofThese;
    }
}
