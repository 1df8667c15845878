package dev.docket.bench.report;

import java.util.List;

/** The middle one. */
public final class Median {

    private Median() {}

    /**
     * The median; the mean of the two in the middle if there are two.
     *
     * @throws IllegalArgumentException if there is nothing
     */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no median of nothing");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
