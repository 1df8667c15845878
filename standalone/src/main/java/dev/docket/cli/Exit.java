package dev.docket.cli;

/** The exit codes of the command, the same for every subcommand. */
final class Exit {

    /** It was done. */
    static final int OK = 0;
    /** It was not done; the message says why. */
    static final int FAILED = 1;
    /** The command line or the settings are wrong. */
    static final int USAGE = 2;
    /** Kafka or the coordinator could not be reached, or did not answer in time. */
    static final int UNREACHABLE = 3;
    /** There is no such execution, queue or user. */
    static final int NOT_FOUND = 4;
    /** {@code submit --wait}: the script ran for longer than its timeout. */
    static final int TIMED_OUT = 124;
    /** {@code submit}: it was refused or never ran, or ended without an exit code of its own. */
    static final int NOT_RUN = 125;
    /** {@code submit --wait}: it was cancelled. */
    static final int CANCELLED = 130;

    private Exit() {}
}
