package dev.docket.http;

/**
 * What became of a cancel.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param effect what it did
 */
record Cancelled(String queue, String executionId, Effect effect) {

    /** What a cancel did. */
    enum Effect {
        /** The decision was not waited for, or not made in time. */
        SENT,
        /** It waited, and was taken out of the line. */
        CANCELLED,
        /** It holds a slot; its Pod is being stopped. */
        STOPPING,
        /** It was being stopped already. */
        ALREADY_STOPPING,
        /** It had its outcome already. */
        ALREADY_FINISHED,
        /** No such execution yet; its request, if it comes, is cancelled at once. */
        REMEMBERED,
        /** No such execution, and no room to remember one more. */
        NOT_REMEMBERED
    }
}
