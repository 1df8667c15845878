package dev.docket.audit;

import java.util.List;

/** The cluster's own account of the Pods that it made: every one that ever was, deleted ones too. */
@FunctionalInterface
public interface PodHistorySource {

    /** All of them, in the order of their making. */
    List<PodSeen> all();
}
