package dev.docket.launcher;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why Docket removes a Pod; written on the Pod before it is deleted, so that a kill is never taken for a failure. */
public enum DeletionMark {
    /** A client cancelled the execution. */
    CANCELLED(true),
    /** The lease of its slot ran out, and the coordinator asks how it ended. */
    LEASE_EXPIRED(true),
    /** The coordinator has no such attempt. */
    NOT_ACTIVE(false),
    /** The image could not be had in time. */
    IMAGE_ERROR(true),
    /** The container could not be started in time. */
    CONTAINER_ERROR(true),
    /** Nothing started in time, and nothing says why. */
    LAUNCH_FAILED(true);

    private final boolean awaited;

    DeletionMark(boolean awaited) {
        this.awaited = awaited;
    }

    /** Whether the coordinator still waits for the outcome of the attempt. */
    public boolean awaited() {
        return awaited;
    }

    /** Reads the annotation; a value of a later version reads as {@link #NOT_ACTIVE}'s opposite: as absent. */
    static Optional<DeletionMark> of(@Nullable String annotation) {
        return Arrays.stream(values()).filter(m -> m.name().equals(annotation)).findAny();
    }
}
