package dev.docket.queue;

import java.time.Duration;

/**
 * Everything that the coordinator's decisions depend on besides state and input. It must be the same on all instances of
 * an installation.
 *
 * @param limits the limits of a queue that has no settings of its own
 * @param requests what a valid request may ask for
 * @param memory how long things wait and are remembered
 * @param leases how long a slot is held without news
 * @param work how much one input may set off
 */
public record Rules(QueueLimits limits, Requests requests, Memory memory, Leases leases, Work work) {

    /** The rules that hold where nothing else is configured. */
    public static final Rules DEFAULTS =
            new Rules(QueueLimits.DEFAULTS, Requests.DEFAULTS, Memory.DEFAULTS, Leases.DEFAULTS, Work.DEFAULTS);

    /**
     * What a valid request may ask for.
     *
     * @param maxRequestBytes the largest record value, in bytes
     * @param maxScriptBytes the largest script, in bytes of UTF-8
     * @param maxTimeoutSeconds the longest timeout; also the timeout of a request that names none, if it is shorter
     *     than an hour
     */
    public record Requests(int maxRequestBytes, int maxScriptBytes, int maxTimeoutSeconds) {

        /** 512 KiB, 200 KB, seven days. */
        public static final Requests DEFAULTS = new Requests(512 * 1024, 200_000, 7 * 24 * 3600);

        public Requests {
            Require.that(maxRequestBytes > 0, "maxRequestBytes must be positive");
            Require.that(maxScriptBytes > 0, "maxScriptBytes must be positive");
            Require.that(maxTimeoutSeconds > 0, "maxTimeoutSeconds must be positive");
        }
    }

    /**
     * How long things wait and are remembered.
     *
     * @param staleTimeout a request older than this when it is read is never run
     * @param pendingTimeout an execution that waited for this long is never run
     * @param finishedRetention how long a finished execution's id is remembered; no shorter than {@code staleTimeout},
     *     so that whatever comes again later is too old
     * @param maxFinished how many executions of a queue may be pending, active or remembered as finished
     * @param earlyCancelRetention how long a cancel waits for its request
     * @param maxEarlyCancels how many cancels of a queue may wait for their requests
     */
    public record Memory(
            Duration staleTimeout,
            Duration pendingTimeout,
            Duration finishedRetention,
            int maxFinished,
            Duration earlyCancelRetention,
            int maxEarlyCancels) {

        /** A day, thirty days, 25 hours, a million, an hour, ten thousand. */
        public static final Memory DEFAULTS = new Memory(
                Duration.ofDays(1), Duration.ofDays(30), Duration.ofHours(25), 1_000_000, Duration.ofHours(1), 10_000);

        public Memory {
            Require.that(Require.isPositive(staleTimeout), "staleTimeout must be positive");
            Require.that(Require.isPositive(pendingTimeout), "pendingTimeout must be positive");
            Require.that(
                    finishedRetention.compareTo(staleTimeout) >= 0,
                    "finishedRetention must not be shorter than staleTimeout, or an id could be run twice");
            Require.that(maxFinished > 0, "maxFinished must be positive");
            Require.that(Require.isPositive(earlyCancelRetention), "earlyCancelRetention must be positive");
            Require.that(maxEarlyCancels >= 0, "maxEarlyCancels must not be negative");
        }
    }

    /**
     * How long a slot is held without news.
     *
     * @param launchTimeout from scheduling to the last moment at which the launcher may create the Pod
     * @param startGrace from there until the container must have started (the image is pulled in this time)
     * @param endGrace on top of an execution's timeout: how long a Pod may take to end and the launcher to say so
     */
    public record Leases(Duration launchTimeout, Duration startGrace, Duration endGrace) {

        /** Four hours, fifteen minutes, five minutes. */
        public static final Leases DEFAULTS =
                new Leases(Duration.ofHours(4), Duration.ofMinutes(15), Duration.ofMinutes(5));

        public Leases {
            Require.that(Require.isPositive(launchTimeout), "launchTimeout must be positive");
            Require.that(!startGrace.isNegative(), "startGrace must not be negative");
            Require.that(!endGrace.isNegative(), "endGrace must not be negative");
        }
    }

    /**
     * How much one input may set off; the rest goes on with a tick, so that no input outgrows a transaction.
     *
     * @param maxCommands how many executions are scheduled
     * @param maxCommandBytes how many bytes of payload they may have together; the first is scheduled at any size
     * @param maxDue how many deadlines are handled
     */
    public record Work(int maxCommands, long maxCommandBytes, int maxDue) {

        /** 200 commands of 4 MiB together, 500 deadlines. */
        public static final Work DEFAULTS = new Work(200, 4L * 1024 * 1024, 500);

        public Work {
            Require.that(maxCommands > 0, "maxCommands must be positive, or nothing is ever scheduled");
            Require.that(maxCommandBytes > 0, "maxCommandBytes must be positive");
            Require.that(maxDue > 0, "maxDue must be positive, or nothing ever ends");
        }
    }
}
