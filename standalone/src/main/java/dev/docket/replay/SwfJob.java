package dev.docket.replay;

/**
 * What Docket uses of one line of a log in the <a
 * href="https://www.cs.huji.ac.il/labs/parallel/workload/swf.html">Standard Workload Format</a> 2.2, which has 18
 * fields. The format writes -1 for what is unknown; so does this record.
 *
 * @param number field 1, the job's number in the log
 * @param submitSeconds field 2, when it was submitted, in seconds from the start of the log, 0 or more
 * @param runSeconds field 4, how long it ran, in seconds of wall-clock time
 * @param processors field 5, the processors that it got, or field 8, those it asked for, where 5 is unknown
 * @param user field 12, a number in place of the user's name
 * @param group field 13, a number in place of the user's group
 */
public record SwfJob(long number, long submitSeconds, double runSeconds, int processors, int user, int group) {}
