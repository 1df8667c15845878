package dev.docket.cluster.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a container, and with it its Pod, ended.
 *
 * @param reason the container's reason
 * @param podReason the Pod's own reason, if the Pod was ended rather than its container; such a Pod has failed
 * @param startedAt null if it never started
 */
record ContainerEnd(
        int exitCode,
        String reason,
        @Nullable String message,
        @Nullable PodReason podReason,
        @Nullable Instant startedAt) {

    /** A Pod's own reason and its text. */
    record PodReason(String reason, String message) {}

    static final PodReason DEADLINE =
            new PodReason("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
    static final PodReason EVICTED = new PodReason(
            "Evicted", "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi.");
    static final PodReason NODE_LOST =
            new PodReason("NodeLost", "Node docket-node which was running pod is unresponsive");
    static final PodReason UNSUPPORTED = new PodReason(
            "UnexpectedAdmissionError",
            "The stand-in's node runs one container a Pod, with emptyDir and downwardAPI" + " volumes only");

    static ContainerEnd exited(int code, @Nullable PodReason podReason, Instant startedAt) {
        return new ContainerEnd(code, code == 0 ? "Completed" : "Error", null, podReason, startedAt);
    }

    /** The form a kubelet gives to a container it cannot find any more or never started. */
    static ContainerEnd unknown(@Nullable PodReason podReason, @Nullable Instant startedAt) {
        return new ContainerEnd(
                137,
                "ContainerStatusUnknown",
                "The container could not be located when the pod was terminated",
                podReason,
                startedAt);
    }

    /** The form containerd gives to a command that the image does not have. */
    static ContainerEnd startError(String why) {
        return new ContainerEnd(
                128,
                "StartError",
                "failed to create containerd task: failed to create shim task: OCI runtime create failed: " + why,
                null,
                Instant.EPOCH);
    }

    boolean failed() {
        return exitCode != 0 || podReason != null;
    }
}
