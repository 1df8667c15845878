package dev.docket.queue;

import dev.docket.event.Priority;
import org.jspecify.annotations.Nullable;

/** What of a line, at one moment, estimates are made of: the line itself, or what was copied of it. */
interface LineFigures {

    /** How many of those who hold slots are looked at. */
    int MOST_HOLDERS = 16;

    /** The moment, in epoch milliseconds, by the clock of the records. */
    long now();

    /** The limits in force. */
    QueueLimits limits();

    /** How many executions hold a slot. */
    int active();

    /** How many executions of this priority wait. */
    long pending(Priority priority);

    /** How long slots are held; null where too little is known. */
    @Nullable
    HoldCurve curve();

    /** The correction for a priority. */
    Correction correction(Priority priority);

    /** The first who waits with this priority; null if nobody does. */
    @Nullable
    Waiter first(Priority priority);

    /**
     * For how long slots have been held, in seconds: by all who hold one, or by {@link #MOST_HOLDERS} of them, evenly spaced by
     * arrival, which among those of one priority is the order of their starts.
     */
    double[] ages();
}
