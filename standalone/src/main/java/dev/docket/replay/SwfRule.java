package dev.docket.replay;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The rule by which a job of a log becomes a request. This table is all of it:
 *
 * <table>
 * <caption>From a job to a request</caption>
 * <tr><th>job</th><th>request</th></tr>
 * <tr><td>number <i>n</i></td><td>{@code executionId} = <i>prefix</i>-<i>n</i></td></tr>
 * <tr><td>user <i>n</i></td><td>{@code userId} = user-<i>n</i>; user-unknown for -1</td></tr>
 * <tr><td>group 2 (system personnel), 1 processor</td><td>{@code CRITICAL}</td></tr>
 * <tr><td>group 2, more processors</td><td>{@code HIGH}</td></tr>
 * <tr><td>any other group, 1 processor</td><td>{@code HIGH}</td></tr>
 * <tr><td>any other group, 2 to 16</td><td>{@code NORMAL}</td></tr>
 * <tr><td>any other group, 17 to 64</td><td>{@code LOW}</td></tr>
 * <tr><td>any other group, more than 64</td><td>{@code BACKGROUND}</td></tr>
 * <tr><td><i>p</i> processors</td><td>{@code cpuRequest} and {@code cpuLimit} = 10<i>p</i> m, {@code memoryRequest} and
 *     {@code memoryLimit} = 8<i>p</i> Mi (a node of the machine had 8 MB)</td></tr>
 * <tr><td>submitted at <i>t</i></td><td>sent (<i>t</i> - first <i>t</i>) ÷ {@code arrivalFactor} after the start</td></tr>
 * <tr><td>ran for <i>s</i></td><td>{@code runtimeCommand} = sleep, <i>s</i> ÷ {@code runFactor} in seconds to the
 *     millisecond; image {@code busybox}; {@code timeoutSeconds} = 60 more, rounded up</td></tr>
 * </table>
 *
 * @param prefix begins every execution's id, so that two replays into one installation do not meet
 * @param queue the queue to send to
 * @param arrivalFactor how many seconds of arrivals pass in one, more than 0
 * @param runFactor how many seconds of running pass in one, more than 0
 */
public record SwfRule(String prefix, String queue, double arrivalFactor, double runFactor) {

    private static final int SYSTEM_PERSONNEL = 2;
    private static final int SPARE_SECONDS = 60;

    /**
     * @throws IllegalArgumentException if a factor is not more than 0
     */
    public SwfRule {
        if (!(arrivalFactor > 0) || !(runFactor > 0)) {
            throw new IllegalArgumentException("a factor must be more than 0");
        }
    }

    /** When the job is sent, if the first one of its log was submitted at {@code firstSubmit}. */
    Duration after(SwfJob job, long firstSubmit) {
        return Duration.ofNanos(Math.round((job.submitSeconds() - firstSubmit) / arrivalFactor * 1e9));
    }

    /** How long its execution sleeps, to the millisecond; nothing, if the log does not tell. */
    Duration run(SwfJob job) {
        return Duration.ofMillis(Math.round(Math.max(0, job.runSeconds()) / runFactor * 1e3));
    }

    /** The request that the job becomes. */
    ExecutionRequested request(SwfJob job) {
        int processors = Math.max(1, job.processors());
        Duration run = run(job);
        String cpu = 10L * processors + "m";
        String memory = 8L * processors + "Mi";
        return new ExecutionRequested(
                prefix + "-" + job.number(),
                job.user() < 0 ? "user-unknown" : "user-" + job.user(),
                queue,
                priority(job.group(), processors).name(),
                null,
                "sleep",
                null,
                "busybox",
                List.of("sleep", String.format(Locale.ROOT, "%d.%03d", run.toSeconds(), run.toMillisPart())),
                null,
                (int) Math.min(Integer.MAX_VALUE, run.plusMillis(999).toSeconds() + SPARE_SECONDS),
                cpu,
                cpu,
                memory,
                memory,
                new Metadata(null, null, "docket-replay", null));
    }

    /** The priority of a job of this size from this group. */
    static Priority priority(int group, int processors) {
        if (group == SYSTEM_PERSONNEL) {
            return processors == 1 ? Priority.CRITICAL : Priority.HIGH;
        }
        if (processors == 1) {
            return Priority.HIGH;
        }
        if (processors <= 16) {
            return Priority.NORMAL;
        }
        return processors <= 64 ? Priority.LOW : Priority.BACKGROUND;
    }
}
