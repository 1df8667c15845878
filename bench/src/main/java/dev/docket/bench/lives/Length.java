package dev.docket.bench.lives;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For how long turns are taken: as long as it takes to be certain, or a short form of it. What is given counts more. */
public final class Length {

    private static final int ROUNDS = 5;
    private static final int SECONDS = 10;
    private static final int WARM_UP = 20;
    private static final int QUICK_ROUNDS = 3;
    private static final int QUICK_SECONDS = 1;
    private static final int QUICK_WARM_UP = 2;

    @Option(names = "--rounds", paramLabel = "N", description = "How many turns each has. Default: 5; quick: 3.")
    @Nullable
    Integer rounds;

    @Option(names = "--seconds", paramLabel = "S", description = "How long a turn is. Default: 10; quick: 1.")
    @Nullable
    Integer seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long each runs before the first turn. Default: 20; quick: 2.")
    @Nullable
    Integer warmUp;

    @Option(
            names = "--quick",
            description = "A short form, with figures to match: fewer and shorter turns, shorter lines.")
    boolean quick;

    /**
     * How it is measured.
     *
     * @param line how many wait in a long line
     * @param quickLine how many in the short form
     */
    public Plan plan(int line, int quickLine) {
        return new Plan(
                chosen(rounds, quick, ROUNDS, QUICK_ROUNDS),
                Duration.ofSeconds(chosen(seconds, quick, SECONDS, QUICK_SECONDS)),
                quick ? quickLine : line,
                Duration.ofSeconds(chosen(warmUp, quick, WARM_UP, QUICK_WARM_UP)));
    }

    /** What was given, or else what is usual in the one form or the other. */
    public static int chosen(@Nullable Integer given, boolean quick, int usual, int quickly) {
        return given == null ? (quick ? quickly : usual) : given;
    }
}
