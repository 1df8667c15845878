package dev.docket.audit;

import dev.docket.event.AttemptId;

/**
 * A Pod that the cluster made at some time, whether it still exists or not.
 *
 * @param uid the cluster's own identity of it, never used twice
 * @param attempt the attempt that its annotations name
 */
public record PodSeen(String uid, AttemptId attempt) {}
