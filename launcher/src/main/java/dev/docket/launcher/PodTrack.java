package dev.docket.launcher;

import dev.docket.event.AttemptId;
import dev.docket.event.ExecutionDelayed;
import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What this launcher has done about one Pod. The Pod itself is not kept: it carries its script, and the next look brings
 * a fresh one.
 *
 * <p>Threading: guarded by itself; {@link PodFollower} holds its monitor.
 */
final class PodTrack {
    enum Stage {
        /** Nothing terminal was said about it. */
        FOLLOWED,
        /** Its outcome is on the way to Kafka. */
        REPORTING,
        /** Kafka has its outcome; the finalizer waits for the offset of its command. */
        REPORTED,
        /** The finalizer is being removed. */
        RELEASING,
        /** The finalizer is gone; the Pod is deleted once its retention is over. */
        RELEASED,
        /** It is being deleted. */
        RETIRING
    }

    final String name;
    final AttemptId attempt;
    final CommandPartition partition;
    final long offset;
    /** By {@link System#nanoTime()}: a list that was asked for after that, and lacks it, says that it is gone. */
    final long knownSince = System.nanoTime();

    Stage stage = Stage.FOLLOWED;
    /** Which Pod of that name this is about, once one was seen. */
    @Nullable
    String uid;

    /** It was seen before it was over, in this life of the launcher. */
    boolean alive;

    /** A create of this Pod whose answer was lost may still take effect. */
    Fence fence = Fence.NONE;

    boolean startReported;
    boolean acted;

    /** What was said last of why no container starts. */
    @Nullable
    ExecutionDelayed delay;

    @Nullable
    Instant lookAgainAt;

    @Nullable
    Future<?> look;

    PodTrack(String name, AttemptId attempt, CommandPartition partition, long offset) {
        this.name = name;
        this.attempt = attempt;
        this.partition = partition;
        this.offset = offset;
    }

    /** Takes back the next look, if one was planned. */
    void rest() {
        if (look != null) {
            look.cancel(false);
        }
        look = null;
        lookAgainAt = null;
    }
}
