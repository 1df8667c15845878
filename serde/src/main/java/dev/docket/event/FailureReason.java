package dev.docket.event;

/** Why an attempt failed. */
public enum FailureReason {
    /** The container ended with an exit code other than 0. */
    NON_ZERO_EXIT,
    /** The kernel killed the container for its memory. */
    OOM_KILLED,
    /** No container started in time. */
    LAUNCH_FAILED,
    /** The API server refused the Pod for good. */
    POD_REFUSED,
    /** The image could not be had. */
    IMAGE_ERROR,
    /** The container could not be started. */
    CONTAINER_ERROR,
    /** The node ran short of something and put the Pod out. */
    EVICTED,
    /** A Pod of higher priority took its place. */
    PREEMPTED,
    /** The node was lost. */
    NODE_LOST,
    /** Somebody else deleted the Pod. */
    POD_DELETED,
    /** What the coordinator kept of the request cannot be read any more; it was never launched. */
    STATE_UNREADABLE,
    /** Nothing tells why, or a reason that this version does not know. */
    UNKNOWN
}
