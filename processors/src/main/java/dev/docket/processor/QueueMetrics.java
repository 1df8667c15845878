package dev.docket.processor;

import dev.docket.event.Priority;
import dev.docket.queue.PartitionIndex;
import dev.docket.serde.Unreadable;

/** What the processor counts and measures. Every label that goes with it has a bounded set of values. */
public interface QueueMetrics {

    /** Counts nothing. */
    QueueMetrics NONE = new QueueMetrics() {};

    /** A decision was made; its type is one of a closed set. */
    default void decided(String type) {}

    /** An execution was scheduled after this wait; once per execution. */
    default void waited(Priority priority, long millis) {}

    /** An execution was scheduled within the ninth decile of its wait that was told at acceptance, or was not. */
    default void estimated(boolean within) {}

    /** A record became a dead letter. */
    default void deadLetter(Unreadable.Reason reason) {}

    /** One input was handled, decisions and writes included. */
    default void handled(long nanos) {}

    /** The levels of a partition, told now and then by the thread that owns it. */
    default void levels(int partition, PartitionIndex index) {}

    /** This instance no longer has that partition. */
    default void released(int partition) {}
}
