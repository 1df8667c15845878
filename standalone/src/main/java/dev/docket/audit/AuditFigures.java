package dev.docket.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import java.util.List;
import java.util.Map;

/**
 * What the audit counted.
 *
 * @param answers what became of the requests
 * @param outcomes how accepted executions ended, by kind
 * @param unaccounted requests without an answer and accepted executions without an outcome
 * @param faults how often each thing was found wrong; what was not is absent
 * @param examples the first few cases of these
 * @param now where the queues stand at the last decision read
 * @param load how far the slots were used
 * @param waits from acceptance to scheduling, by priority
 */
public record AuditFigures(
        Answers answers,
        Map<Outcome, Long> outcomes,
        long unaccounted,
        Map<Violation, Long> faults,
        List<String> examples,
        Now now,
        Load load,
        Map<Priority, WaitFigures> waits) {

    /**
     * What became of the requests.
     *
     * @param submitted readable requests to run something
     * @param accepted those that were given a place
     * @param rejected those that were refused, by reason
     * @param repeated those that were known already
     * @param expired those that came too late
     * @param cancelled those whose cancel had come before them
     * @param deadLetters records that could not be read or handled
     */
    public record Answers(
            long submitted,
            long accepted,
            Map<RejectionReason, Long> rejected,
            long repeated,
            long expired,
            long cancelled,
            long deadLetters) {

        /** How many were refused, whatever the reason. */
        public long rejections() {
            return rejected.values().stream().mapToLong(n -> n).sum();
        }
    }

    /**
     * Where the queues stand.
     *
     * @param depths how many wait, by priority
     * @param active how many hold a slot
     */
    public record Now(Map<Priority, Integer> depths, int active) {

        /** How many wait. */
        public long pending() {
            return depths.values().stream().mapToLong(n -> n).sum();
        }
    }

    /**
     * How far the slots were used.
     *
     * @param scheduled how many executions were given a slot
     * @param pods how many Pods the cluster made
     * @param highestActive the most that held a slot of one queue at a time
     * @param highestDepth the most that waited in one queue at a time
     * @param utilisation the share of the slots' time that was in use, from the first schedule to the last
     */
    public record Load(long scheduled, long pods, int highestActive, int highestDepth, double utilisation) {}

    /** How often this was found wrong. */
    public long count(Violation violation) {
        return faults.getOrDefault(violation, 0L);
    }

    /** How many accepted executions have their outcome. */
    public long ended() {
        return outcomes.values().stream().mapToLong(n -> n).sum();
    }

    /** Whether nothing is unaccounted for and nothing was found wrong. */
    @JsonIgnore
    public boolean clean() {
        return unaccounted == 0 && faults.isEmpty();
    }
}
