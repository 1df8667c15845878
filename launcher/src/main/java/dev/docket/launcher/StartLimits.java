package dev.docket.launcher;

import dev.docket.event.FailureReason;
import java.time.Duration;
import java.util.Set;

/**
 * How long a container may wait to start, by the reason that Kubernetes gives for its waiting; counted from when the
 * node took the Pod, because no reason carries a time of its own.
 *
 * @param invalidImage the image's name is none
 * @param pull the image cannot be had, which often passes
 * @param otherwise the limit of all other reasons, among them that there is none
 */
public record StartLimits(Duration invalidImage, Duration pull, Duration otherwise) {
    private static final String INVALID_NAME = "InvalidImageName";
    private static final Set<String> PULL =
            Set.of("ErrImagePull", "ImagePullBackOff", "ImageInspectError", "RegistryUnavailable");
    private static final Set<String> NO_IMAGE = Set.of("ErrImageNeverPull", "SignatureValidationFailed");
    private static final Set<String> CONTAINER =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff");

    Duration of(String reason) {
        if (reason.equals(INVALID_NAME)) {
            return invalidImage;
        }
        return PULL.contains(reason) ? pull : otherwise;
    }

    /** What a container that waits for too long has failed of. */
    static FailureReason failure(String reason) {
        if (reason.equals(INVALID_NAME) || PULL.contains(reason) || NO_IMAGE.contains(reason)) {
            return FailureReason.IMAGE_ERROR;
        }
        return CONTAINER.contains(reason) ? FailureReason.CONTAINER_ERROR : FailureReason.LAUNCH_FAILED;
    }

    /** Whether trying again can help. */
    static boolean retryable(FailureReason reason, String message) {
        return reason != FailureReason.CONTAINER_ERROR && !message.contains(INVALID_NAME);
    }
}
