/**
 * The coordinator as a process: its settings, the topics it needs, what is checked before it starts, and its life with
 * Kafka Streams.
 */
@NullMarked
package dev.docket.coordinator;

import org.jspecify.annotations.NullMarked;
