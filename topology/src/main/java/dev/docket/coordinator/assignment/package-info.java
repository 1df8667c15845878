/**
 * Which instance serves which partitions, and which keep copies of them.
 *
 * <p>{@link dev.docket.coordinator.assignment.KeepingTaskAssignor} speaks with Kafka Streams, {@code Plan} decides, {@code
 * Client} is one instance in it and {@code Shares} knows who has too much.
 */
@NullMarked
package dev.docket.coordinator.assignment;

import org.jspecify.annotations.NullMarked;
