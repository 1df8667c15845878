package dev.docket.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells how things stand, to be sent to those who watch. */
public interface LiveSource {

    /** How many executions may be looked up at once. */
    int MOST = 1_000;

    /**
     * Where these executions of a queue stand, those that are not known left out; nothing if nobody can say now.
     *
     * @param ids at most {@link #MOST}
     */
    CompletableFuture<Optional<Map<String, Standing>>> lookup(String queue, List<String> ids);

    /** How a queue stands, as JSON; nothing if nobody can say now. */
    CompletableFuture<Optional<String>> overview(String queue);

    /**
     * Where an execution stands.
     *
     * @param json the same as JSON on one line
     * @param finished whether nothing more will become of it
     */
    record Standing(String json, boolean finished) {}
}
