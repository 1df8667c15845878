package dev.docket.queue;

import dev.docket.event.Priority;
import org.jspecify.annotations.Nullable;

/** What of a line estimates are made of: the line itself, or what was copied of it. */
interface LineFigures {

    /** How many of those who hold slots are looked at. */
    int MOST_HOLDERS = 16;

    /** The limits in force. */
    QueueLimits limits();

    /** How many executions hold a slot. */
    int active();

    /** How many executions of this priority wait. */
    long pending(Priority priority);

    /** How long slots are held; null where too little is known. */
    @Nullable
    HoldCurve curve();

    /** The correction for a priority at this moment. */
    Correction correction(Priority priority, long now);

    /** The first who waits with this priority; null if nobody does. */
    @Nullable
    Pending first(Priority priority);

    /**
     * Since when slots are held, in epoch milliseconds: of all who hold one, or of {@link #MOST_HOLDERS} of them, evenly spaced
     * by arrival, which among those of one priority is the order of their starts.
     */
    long[] heldSince();
}
