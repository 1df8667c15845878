package dev.docket.bench.estimate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How good the estimates of some waits were.
 *
 * @param starts how many executions started
 * @param waited how many of them had to wait and had both estimates
 * @param within90 the share of those that started within the ninth decile that was told
 * @param within50 the share of those that started within the median that was told
 * @param allWithin90 the share of all starts within the ninth decile, those included that were told to start at once
 * @param error the median absolute error of the median that was told, in seconds
 * @param naiveError the same of the naive estimate
 * @param medianWait the median wait, in seconds
 * @param width the median of the ninth deciles that were told, in seconds
 */
record Score(
        int starts,
        int waited,
        double within90,
        double within50,
        double allWithin90,
        double error,
        double naiveError,
        double medianWait,
        double width) {

    /** Of the waits of those that arrived from one time on and before another, in milliseconds from the start. */
    static Score of(List<Wait> waits, long from, long to) {
        List<Wait> started = waits.stream()
                .filter(wait -> wait.atMillis() >= from && wait.atMillis() < to && (!wait.had() || wait.p90() != null))
                .toList();
        List<Wait> compared = started.stream().filter(Wait::isComparable).toList();
        return new Score(
                started.size(),
                compared.size(),
                share(compared, wait -> known(wait.p90())),
                share(compared, wait -> known(wait.p50())),
                share(started, wait -> known(wait.p90())),
                median(compared, wait -> Math.abs(wait.waited() - known(wait.p50()))),
                median(compared, wait -> Math.abs(wait.waited() - known(wait.naive()))),
                median(compared, Wait::waited),
                median(compared, wait -> known(wait.p90())));
    }

    private static double known(@Nullable Double told) {
        return told == null ? Double.NaN : told;
    }

    private static double share(List<Wait> waits, ToDoubleFunction<Wait> limit) {
        return waits.stream()
                .mapToInt(wait -> wait.waited() <= limit.applyAsDouble(wait) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static double median(List<Wait> waits, ToDoubleFunction<Wait> value) {
        double[] sorted = waits.stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
