package dev.docket.cli;

/**
 * How long until it starts, as the API estimates it.
 *
 * @param p50 seconds within which one of two starts
 * @param p90 seconds within which nine of ten start
 */
record Estimate(double p50, double p90) {

    /** As what follows "it starts". */
    String told() {
        return "in " + (p50 < 1 ? "" : "about ") + Spoken.duration(p50) + " (9 in 10 within " + Spoken.duration(p90)
                + ")";
    }
}
