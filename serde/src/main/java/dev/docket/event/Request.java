package dev.docket.event;

import org.jspecify.annotations.Nullable;

/** What a client puts on the topic {@code execution-requests}. */
public sealed interface Request extends Event permits ExecutionRequested, CancelRequested {

    /** The queue named by the client, as received: not yet checked; absent means {@code default}. */
    @Nullable
    String queue();

    /** Gives this request to the method of the handler that is made for it. */
    <R> R accept(Handler<R> handler);

    /** One method per request, so that a new one does not compile until it is handled. */
    interface Handler<R> {
        R on(ExecutionRequested requested);

        R on(CancelRequested requested);
    }
}
