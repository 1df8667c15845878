package dev.docket.launcher;

import dev.docket.event.FailureReason;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long a container may wait to start, by the reason that Kubernetes gives for its waiting; counted from when the
 * node took the Pod, because no reason carries a time of its own.
 *
 * @param byReason limits of particular reasons
 * @param otherwise the limit of all others
 */
record StartLimits(Map<String, Duration> byReason, Duration otherwise) {
    private static final Duration PULL = Duration.ofMinutes(15);
    private static final Set<String> NAMES_NO_IMAGE = Set.of("InvalidImageName");
    private static final Set<String> IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");
    private static final Set<String> CONTAINER =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CrashLoopBackOff");

    StartLimits {
        byReason = Map.copyOf(byReason);
    }

    static StartLimits defaults() {
        return new StartLimits(
                Map.of(
                        "InvalidImageName", Duration.ZERO,
                        "ErrImagePull", PULL,
                        "ImagePullBackOff", PULL,
                        "ImageInspectError", PULL,
                        "RegistryUnavailable", PULL),
                Duration.ofMinutes(5));
    }

    Duration of(String reason) {
        return byReason.getOrDefault(reason, otherwise);
    }

    /** What a container that waits for too long has failed of. */
    static FailureReason failure(String reason) {
        if (IMAGE.contains(reason) || NAMES_NO_IMAGE.contains(reason)) {
            return FailureReason.IMAGE_ERROR;
        }
        return CONTAINER.contains(reason) ? FailureReason.CONTAINER_ERROR : FailureReason.LAUNCH_FAILED;
    }

    /** Whether trying again can help. */
    static boolean retryable(FailureReason reason, String message) {
        return reason != FailureReason.CONTAINER_ERROR
                && NAMES_NO_IMAGE.stream().noneMatch(message::contains);
    }
}
