package dev.docket.launcher;

import dev.docket.event.FailureReason;
import org.jspecify.annotations.Nullable;

/** The words of a report: bounded, whoever wrote them, and with what they mean for whoever would try again. */
final class Words {
    private static final int LONGEST = 4096;

    private Words() {}

    /** At most so much that no report can be refused for its size. */
    static String clipped(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + " …";
    }

    /** What happened, whether trying again can help, and why. */
    static String of(FailureReason reason, @Nullable String message, boolean retryable) {
        String what = message == null || message.isBlank() ? reason.name() : clipped(message);
        return what
                + (retryable
                        ? "; trying again can help: " + hope(reason)
                        : "; trying again cannot help: " + cause(reason));
    }

    private static String hope(FailureReason reason) {
        return switch (reason) {
            case LAUNCH_FAILED -> "nothing of it ran, and there may be room later";
            case IMAGE_ERROR -> "nothing of it ran, and the image may be there later";
            case EVICTED, PREEMPTED, NODE_LOST, POD_DELETED -> "it did not end by itself";
            case NON_ZERO_EXIT, OOM_KILLED, POD_REFUSED, CONTAINER_ERROR, STATE_UNREADABLE, UNKNOWN ->
                "nothing speaks against it";
        };
    }

    private static String cause(FailureReason reason) {
        return switch (reason) {
            case NON_ZERO_EXIT -> "the script itself ended so";
            case OOM_KILLED -> "it would need a higher memory limit";
            case POD_REFUSED -> "the same Pod would be refused again";
            case IMAGE_ERROR -> "the name of the image must be corrected";
            case CONTAINER_ERROR -> "its image or its command must be corrected";
            case LAUNCH_FAILED, EVICTED, PREEMPTED, NODE_LOST, POD_DELETED, STATE_UNREADABLE, UNKNOWN ->
                "the request must be corrected";
        };
    }
}
