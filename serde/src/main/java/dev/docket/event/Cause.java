package dev.docket.event;

import java.time.Instant;
import java.util.Objects;

/**
 * The record that made the coordinator decide.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param time when the broker appended it: the clock of the decision
 */
public record Cause(String topic, int partition, long offset, Instant time) {

    public Cause {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(time, "time");
    }
}
