package dev.docket.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the Pod of an attempt.
 *
 * @param podName its name
 * @param nodeName the node it ran on, if it got that far
 * @param exitCode the exit code of the container, if it ended by itself or by a signal
 * @param startedAt when the container started, by the node's clock
 * @param finishedAt when the container ended, by the node's clock
 * @param logTail the end of its output, bounded
 */
public record PodRun(
        @Nullable String podName,
        @Nullable String nodeName,
        @Nullable Integer exitCode,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String logTail) {}
