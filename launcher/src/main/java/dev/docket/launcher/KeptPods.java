package dev.docket.launcher;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The Pods that are kept for whoever reads their logs: so many at the most, and the one that ended first goes first.
 *
 * <p>Threading: safe.
 */
final class KeptPods {
    private record Kept(Instant endedAt, String name, PodTrack track) {}

    private static final Comparator<Kept> OLDEST_FIRST =
            Comparator.comparing(Kept::endedAt).thenComparing(Kept::name);

    private final int most;
    private final Map<String, Kept> byName = new HashMap<>();
    private final TreeSet<Kept> byAge = new TreeSet<>(OLDEST_FIRST);

    KeptPods(int most) {
        this.most = most;
    }

    /** Keeps one more; returns the one that must go for it, perhaps the same. */
    synchronized @Nullable PodTrack add(PodTrack track, Instant endedAt) {
        forget(track);
        Kept added = new Kept(endedAt, track.name, track);
        byName.put(track.name, added);
        byAge.add(added);
        return byAge.size() > most ? byAge.first().track : null;
    }

    synchronized void forget(PodTrack track) {
        Kept known = byName.remove(track.name);
        if (known != null) {
            byAge.remove(known);
        }
    }

    /** The Pods of this partition are somebody else's now. */
    synchronized void forget(CommandPartition partition) {
        byAge.removeIf(kept -> kept.track.partition == partition);
        byName.values().removeIf(kept -> kept.track.partition == partition);
    }
}
