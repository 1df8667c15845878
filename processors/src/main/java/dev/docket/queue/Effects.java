package dev.docket.queue;

import dev.docket.event.Command;
import dev.docket.event.DecisionEvent;
import org.jspecify.annotations.Nullable;

/** Where decisions go, in the order in which they are made. */
public interface Effects {

    /** A decision for the audit log. */
    void decided(DecisionEvent decision);

    /** A command for the launcher, with the trace context of the request that it goes back to. */
    void command(Command command, @Nullable String traceparent);

    /** There is more to do than one input may set off: the partition wants a tick. */
    void wantTick();
}
