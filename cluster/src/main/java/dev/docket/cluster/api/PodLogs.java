package dev.docket.cluster.api;

import dev.docket.cluster.store.Revision;
import java.io.IOException;

/** Where the output of a Pod's container is kept. */
@FunctionalInterface
public interface PodLogs {
    /** The output so far, oldest first; empty if there is none. */
    byte[] read(Revision pod) throws IOException;
}
