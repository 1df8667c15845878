package dev.docket.queue;

/** Why an execution is not scheduled at this moment. Several may hold at a time; each has one text, made here. */
public enum WaitReason {
    /** The queue is paused: nothing is scheduled until it is not. */
    QUEUE_PAUSED,
    /** The queue has no slots: its {@code maxActive} is 0. */
    NO_SLOTS,
    /** Executions hold slots, and for a while now nobody has told that one started or ended. */
    LAUNCHER_SILENT,
    /** All slots are taken. */
    SLOTS_TAKEN,
    /** Others are ahead in the line. */
    AHEAD,
    /** It is first, and a slot is free: it is about to be scheduled. */
    NEXT
}
