package dev.docket.bench.fleet;

/**
 * What was seen while one instance went and another came. Times are in milliseconds, and the longest over the queues that
 * they are about.
 *
 * @param busyPercent how busy the processors were just before, by all processes; over 90 the figures are the machine's
 * @param partitions how many the one that went had decided for
 * @param lacking records that the copy furthest behind of one of them lacked, as it said last
 * @param exitCode what it ended with
 * @param endMillis from the signal until it had ended
 * @param decisionGap without a decision, over the queues of the one that went, until each had a new one
 * @param answerGap without any answer to where an execution stands, over all queues, until the other was in its place
 * @param currentGap without an answer by the instance that decides, likewise
 * @param replayed records that the survivors read from the changelog to take over
 * @param joinGap without a decision after that until all queues went on: while another took its place, if one did
 */
record Takeover(
        int busyPercent,
        int partitions,
        long lacking,
        int exitCode,
        long endMillis,
        long decisionGap,
        long answerGap,
        long currentGap,
        long replayed,
        long joinGap) {}
