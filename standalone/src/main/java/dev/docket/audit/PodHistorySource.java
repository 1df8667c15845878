package dev.docket.audit;

import java.util.List;

/** The cluster's own account of the Pods that it made: every one that ever was, deleted ones too. */
@FunctionalInterface
public interface PodHistorySource {

    /** The Pods made since the last call, in the order of their making. */
    List<PodSeen> next();

    /** For a cluster that keeps no such account. */
    static PodHistorySource none() {
        return List::of;
    }
}
