/**
 * Which instance serves which partitions, and which keep copies of them.
 *
 * <p>{@link dev.docket.coordinator.assignment.KeepingTaskAssignor} speaks with Kafka Streams, {@code Plan} decides, {@code
 * Client} is one instance in it and {@code Shares} knows who has too much. {@link
 * dev.docket.coordinator.assignment.AbandonedTransactions} ends what those had begun who are gone.
 */
@NullMarked
package dev.docket.coordinator.assignment;

import org.jspecify.annotations.NullMarked;
