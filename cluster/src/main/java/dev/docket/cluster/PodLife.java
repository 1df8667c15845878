package dev.docket.cluster;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of one Pod as {@link PodHistory} recorded it. Times are the stand-in's own, in milliseconds.
 *
 * @param startedAt null if its container never started
 * @param ending null if it has not ended, or was removed before it had
 * @param removedAt when the object left the cluster; null if it is still there
 */
public record PodLife(
        Identity identity,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Ending ending,
        @Nullable Instant removedAt) {

    /**
     * Who it was.
     *
     * @param annotations those whose value is at most 1024 characters: the history holds no scripts
     */
    public record Identity(
            String uid, String namespace, String name, Map<String, String> labels, Map<String, String> annotations) {
        public Identity {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * How it ended.
     *
     * @param phase {@code Succeeded} or {@code Failed}
     * @param reason the Pod's own reason or else its container's
     * @param exitCode of its container
     */
    public record Ending(Instant at, String phase, String reason, int exitCode) {}

    public String uid() {
        return identity.uid();
    }

    public String name() {
        return identity.name();
    }
}
