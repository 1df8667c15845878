/**
 * The queue itself: who is admitted, who is next, what is due. Pure Java: no Kafka, no I/O, no clock of its own.
 */
@NullMarked
package dev.docket.queue;

import org.jspecify.annotations.NullMarked;
