package dev.docket.replay;

/**
 * The figures of {@code docket demo}: the log of a machine's three months in about a minute and a half.
 *
 * <p>They were chosen with a simulation ({@code DemoWorkloadTest} repeats it): 48 slots and these factors keep the slots
 * nearly always in use and let the line build up to more than a thousand, while no user meets the limit, whether a slot's
 * cycle costs 30 or 130 ms on top of the run itself.
 */
public final class DemoWorkload {

    /** Where the log lies, from the top of the project. */
    public static final String FILE = "workloads/NASA-iPSC-1993-3.1-cln.swf.gz";

    /** 30 hours of arrivals pass in a second. */
    public static final double ARRIVAL_FACTOR = 108_000;

    /** An hour and a half of running passes in a second. */
    public static final double RUN_FACTOR = 5_400;

    /** How many executions hold a slot at a time. */
    public static final int MAX_ACTIVE = 48;

    /** How many pending and active executions one user may have. */
    public static final int MAX_PER_USER = 1_500;

    private DemoWorkload() {}
}
