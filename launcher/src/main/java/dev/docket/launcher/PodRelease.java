package dev.docket.launcher;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Pods go whose outcome is safe: takes the finalizer off once the committed offset has passed their command, and
 * deletes them once their retention is over. A life without retention costs two calls here: one patch, one delete.
 *
 * <p>Threading: safe; a track is guarded by its own monitor.
 */
final class PodRelease {
    private static final Logger LOG = LoggerFactory.getLogger(PodRelease.class);

    /** A Pod that waits for its offset; nothing of the Pod is kept but what the release needs. */
    private record Waiting(PodTrack track, int finalizerIndex, boolean terminating, Instant endedAt) {}

    private final PodApi pods;
    private final ApiCalls calls;
    private final Duration retention;
    private final KeptPods kept;
    private final Clock clock;
    private final Map<CommandPartition, ConcurrentSkipListMap<Long, Waiting>> waiting = new ConcurrentHashMap<>();

    PodRelease(PodApi pods, ApiCalls calls, LauncherConfig.Kept kept, Clock clock) {
        this.pods = pods;
        this.calls = calls;
        this.retention = kept.retention();
        this.kept = new KeptPods(kept.most());
        this.clock = clock;
    }

    PodApi pods() {
        return pods;
    }

    ApiCalls calls() {
        return calls;
    }

    Clock clock() {
        return clock;
    }

    /** Where Docket's finalizer stands among those of the Pod. */
    static OptionalInt finalizerIndex(Pod pod) {
        List<String> finalizers = pod.getMetadata().getFinalizers();
        int index = finalizers == null ? -1 : finalizers.indexOf(PodFields.FINALIZER);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The outcome of this Pod is safe, or nobody waits for it. */
    void settled(PodTrack track, Pod pod) {
        Waiting pending = new Waiting(track, finalizerIndex(pod).orElse(0), PodFacts.isTerminating(pod), endedAt(pod));
        // First into the map, then look at the offset; the committing thread does it the other way round.
        ConcurrentSkipListMap<Long, Waiting> ofPartition =
                waiting.computeIfAbsent(track.partition, key -> new ConcurrentSkipListMap<>());
        ofPartition.put(track.offset, pending);
        committed(track.partition);
    }

    /** Lets go all that waited for an offset which is committed now. */
    void committed(CommandPartition partition) {
        ConcurrentSkipListMap<Long, Waiting> ofPartition = waiting.get(partition);
        if (ofPartition == null) {
            return;
        }
        Map.Entry<Long, Waiting> first = ofPartition.firstEntry();
        while (first != null && first.getKey() < partition.committed()) {
            if (ofPartition.remove(first.getKey(), first.getValue())) {
                letGo(first.getValue());
            }
            first = ofPartition.firstEntry();
        }
    }

    /** The partition is somebody else's now: nothing of it waits here any more. */
    void lost(CommandPartition partition) {
        waiting.remove(partition);
        kept.forget(partition);
    }

    /** The Pod is gone. */
    void gone(PodTrack track) {
        kept.forget(track);
    }

    /** The finalizer is gone: by our patch, in an earlier life, or by somebody else's hand. */
    void released(PodTrack track, Pod pod) {
        if (track.stage == PodTrack.Stage.FOLLOWED && PodFacts.isOver(pod)) {
            track.rest();
            track.stage = PodTrack.Stage.RELEASED;
            retire(track, PodFacts.isTerminating(pod), endedAt(pod));
        }
    }

    private void letGo(Waiting pending) {
        PodTrack track = pending.track;
        Duration fenced;
        synchronized (track) {
            fenced = track.partition.fence().or(track.fence).left();
        }
        if (!fenced.isZero()) {
            calls.afterwards(fenced.plusMillis(1), () -> letGo(pending));
            return;
        }
        synchronized (track) {
            if (track.stage != PodTrack.Stage.REPORTED) {
                return;
            }
            track.stage = PodTrack.Stage.RELEASING;
        }
        calls.until(
                () -> !track.partition.lost(),
                () -> pods.patch(track.name, PodPatch.release(pending.finalizerIndex)),
                answer -> patched(pending, answer));
    }

    private void patched(Waiting pending, Answer<Pod> answer) {
        PodTrack track = pending.track;
        if (answer instanceof Answer.Refused<Pod> refused && refused.refusal().kind() != Refusal.Kind.NOT_FOUND) {
            // Somebody changed the finalizers since: look where ours stands now.
            calls.until(() -> !track.partition.lost(), () -> pods.get(track.name), found -> retarget(pending, found));
            return;
        }
        synchronized (track) {
            track.stage = PodTrack.Stage.RELEASED;
            boolean terminating = answer instanceof Answer.Done<Pod> done
                    ? PodFacts.isTerminating(done.value())
                    : pending.terminating;
            retire(track, terminating, pending.endedAt);
        }
    }

    private void retarget(Waiting pending, Answer<Pod> found) {
        if (!(found instanceof Answer.Done<Pod> done)) {
            return;
        }
        OptionalInt index = finalizerIndex(done.value());
        if (index.isEmpty()) {
            patched(pending, found);
            return;
        }
        LOG.warn("finalizer not removed, trying again pod={}", pending.track.name);
        Waiting again =
                new Waiting(pending.track, index.getAsInt(), PodFacts.isTerminating(done.value()), pending.endedAt);
        calls.afterwards(calls.backoff().longest(), () -> {
            synchronized (again.track) {
                again.track.stage = PodTrack.Stage.REPORTED;
            }
            letGo(again);
        });
    }

    private void retire(PodTrack track, boolean terminating, Instant endedAt) {
        if (terminating) {
            return; // The patch was the last thing it waited for.
        }
        Duration left = Duration.between(clock.instant(), endedAt.plus(retention));
        if (retention.isZero() || left.isNegative()) {
            delete(track);
        } else {
            track.look = calls.later(left, () -> delete(track));
            PodTrack oldest = kept.add(track, endedAt);
            if (oldest != null) {
                delete(oldest);
            }
        }
    }

    private void delete(PodTrack track) {
        synchronized (track) {
            if (track.stage != PodTrack.Stage.RELEASED) {
                return;
            }
            track.stage = PodTrack.Stage.RETIRING;
            track.rest();
        }
        kept.forget(track);
        calls.until(() -> !track.partition.lost(), () -> pods.delete(track.name), answer -> {});
    }

    private Instant endedAt(Pod pod) {
        ContainerStateTerminated ended = PodFacts.terminated(pod);
        Instant finished = ended == null ? null : PodFacts.time(ended.getFinishedAt());
        return finished == null ? clock.instant() : finished;
    }
}
