package dev.docket.launcher;

import dev.docket.event.AttemptId;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.FailureReason;
import dev.docket.event.PodRun;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the Pods of the partitions that this launcher holds, from their first sight to their removal: says that they
 * run, says once how they ended, and lets them go.
 *
 * <p>A Pod is let go (its finalizer removed) when Kafka has acknowledged its outcome and the committed offset has passed
 * its command: before that, a successor would read the command again, and must find the name taken. After that it is
 * kept for its retention, then deleted.
 *
 * <p>Level-triggered: each sight of a Pod is judged by itself ({@link PodSighting}); what was done is remembered only so
 * as not to do it twice. After a restart it may be done twice, which the coordinator answers for.
 *
 * <p>Threading: safe.
 */
final class PodFollower {
    private static final Logger LOG = LoggerFactory.getLogger(PodFollower.class);

    private final CommandPartitions partitions;
    private final PodRelease release;
    private final PodApi pods;
    private final ApiCalls calls;
    private final Reports reports;
    private final StartLimits limits;
    private final LogTails logs;
    private final Clock clock;
    private final Map<String, PodTrack> tracks = new ConcurrentHashMap<>();
    private final DepartedPods departed = new DepartedPods();

    PodFollower(CommandPartitions partitions, Reports reports, PodRelease release, LogTails logs, StartLimits limits) {
        this.partitions = partitions;
        this.reports = reports;
        this.release = release;
        this.logs = logs;
        this.limits = limits;
        this.pods = release.pods();
        this.calls = release.calls();
        this.clock = release.clock();
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

    /** For how long a create whose answer is lost may still take effect, from now. */
    Fence fence() {
        return partitions.fence();
    }

    /**
     * A create was granted: from now on, a list without this Pod means that somebody removed it.
     *
     * @param fence for how long an earlier try may still take effect
     */
    void created(String name, AttemptId attempt, CommandPosition command, Fence fence) {
        PodTrack track = track(name, attempt, command);
        if (track != null) {
            synchronized (track) {
                track.fence = fence;
            }
        }
    }

    /** A Pod as it is, or as it was a moment ago. */
    void seen(Pod pod) {
        if (departed.contains(pod.getMetadata().getUid())) {
            return;
        }
        PodIdentity identity = PodIdentity.of(pod).orElse(null);
        PodTrack track =
                identity == null ? null : track(pod.getMetadata().getName(), identity.attempt(), identity.command());
        if (track == null) {
            return;
        }
        synchronized (track) {
            String uid = pod.getMetadata().getUid();
            if (track.uid == null) {
                track.uid = uid;
            } else if (!track.uid.equals(uid)) {
                // The name was free again, which only a reset of the group's offsets can bring about.
                forget(track);
                seen(pod);
                return;
            }
            if (PodRelease.finalizerIndex(pod).isEmpty() && PodFacts.isOver(pod) && !track.alive) {
                // Its outcome was made safe in an earlier life; one that we saw alive was robbed of its finalizer.
                release.released(track, pod);
            } else if (track.stage == PodTrack.Stage.FOLLOWED) {
                judge(track, pod);
            }
        }
    }

    /** A Pod is gone; this is the last that was seen of it. */
    void gone(Pod pod) {
        departed.add(pod.getMetadata().getUid());
        PodTrack track = tracks.remove(pod.getMetadata().getName());
        if (track == null) {
            return;
        }
        release.gone(track);
        synchronized (track) {
            track.rest();
            if (track.stage == PodTrack.Stage.FOLLOWED && !track.partition.lost()) {
                track.stage = PodTrack.Stage.REPORTING;
                Optional<DeletionMark> mark = DeletionMark.of(PodIdentity.annotation(pod, PodFields.DELETED_BY_DOCKET));
                if (mark.map(DeletionMark::awaited).orElse(true)) {
                    LOG.warn("pod removed by force pod={}", track.name);
                    reports.send(PodSighting.vanished(pod, track.attempt).report(null), () -> {});
                }
            }
        }
    }

    /**
     * All Pods of the installation. Those that run are reported again; those that were known before the list was asked
     * for, and are not in it, are gone.
     */
    void listed(List<Pod> all, Set<String> names, long askedAt) {
        for (PodTrack track : tracks.values()) {
            synchronized (track) {
                track.startReported = false;
                track.acted = false;
            }
            if (track.knownSince - askedAt < 0 && !names.contains(track.name)) {
                vanished(track);
            }
        }
        all.forEach(this::seen);
    }

    /** Offsets were committed: Pods that waited for that are let go. */
    void committed(CommandPartition partition) {
        release.committed(partition);
    }

    /** The partition is somebody else's now, and so are its Pods. */
    void lost(CommandPartition partition) {
        release.lost(partition);
        tracks.values().stream().filter(track -> track.partition == partition).forEach(this::forget);
    }

    /** How many Pods are followed. */
    int size() {
        return tracks.size();
    }

    private @Nullable PodTrack track(String name, AttemptId attempt, CommandPosition command) {
        CommandPartition partition = partitions.get(command.partition());
        if (partition == null) {
            return null;
        }
        PodTrack track = tracks.get(name);
        if (track != null && track.partition == partition) {
            return track;
        }
        return tracks.compute(name, (key, old) -> {
            if (old != null && old.partition == partition) {
                return old;
            }
            if (old != null) {
                synchronized (old) {
                    old.rest();
                }
            }
            return new PodTrack(name, attempt, partition, command.offset());
        });
    }

    private void judge(PodTrack track, Pod pod) {
        track.alive = true;
        PodSighting sighting = PodSighting.of(pod, track.attempt, clock.instant(), limits);
        if (sighting instanceof PodSighting.Waiting waiting) {
            lookAgain(track, waiting.lookAgainAt());
        } else if (sighting instanceof PodSighting.Running running) {
            started(track, running.report());
            lookAgain(track, running.lookAgainAt());
        } else if (sighting instanceof PodSighting.Overrun overrun) {
            started(track, overrun.report());
            once(track, () -> pods.patch(track.name, PodPatch.deadline(overrun.activeDeadlineSeconds())));
        } else if (sighting instanceof PodSighting.Unscheduled unscheduled) {
            delayed(track, unscheduled.report());
            lookAgain(track, unscheduled.lookAgainAt());
        } else if (sighting instanceof PodSighting.Stuck stuck) {
            PodPatch mark = PodPatch.mark(track.attempt, stuck.mark(), stuck.message())
                    .ifStill(pod.getMetadata().getResourceVersion());
            once(track, () -> {
                Answer<Pod> marked = pods.patch(track.name, mark);
                if (marked instanceof Answer.Done<Pod>
                        && pods.delete(track.name) instanceof Answer.Refused<String> refused) {
                    return new Answer.Refused<>(refused.refusal());
                }
                return marked;
            });
        } else if (sighting instanceof PodSighting.Unawaited) {
            track.rest();
            track.stage = PodTrack.Stage.REPORTED;
            release.settled(track, pod);
        } else if (sighting instanceof PodSighting.Ended ended) {
            track.rest();
            track.stage = PodTrack.Stage.REPORTING;
            LOG.debug("pod ended pod={} verdict={}", track.name, ended.ending().verdict());
            logs.read(
                    ended.ending(), tail -> reports.send(ended.ending().report(tail), () -> acknowledged(track, pod)));
        }
    }

    /** Tells how a Pod ended that is over, also when that was told before. */
    void tell(Pod pod) {
        seen(pod);
        PodTrack track = tracks.get(pod.getMetadata().getName());
        if (track == null) {
            return;
        }
        synchronized (track) {
            if (track.stage.compareTo(PodTrack.Stage.REPORTING) > 0
                    && PodSighting.of(pod, track.attempt, clock.instant(), limits) instanceof PodSighting.Ended ended) {
                logs.read(ended.ending(), tail -> reports.send(ended.ending().report(tail), () -> {}));
            }
        }
    }

    private void acknowledged(PodTrack track, Pod pod) {
        synchronized (track) {
            track.stage = PodTrack.Stage.REPORTED;
            release.settled(track, pod);
        }
    }

    private void started(PodTrack track, ExecutionStarted report) {
        if (!track.startReported) {
            track.startReported = true;
            reports.mention(report);
        }
    }

    /** Says so once, and again when the reason changes. */
    private void delayed(PodTrack track, ExecutionDelayed report) {
        if (!report.equals(track.delay)) {
            track.delay = report;
            reports.mention(report);
        }
    }

    /** Does it once until the next full list, whatever comes of it: the next sight shows whether it was of use. */
    private void once(PodTrack track, Supplier<Answer<Pod>> call) {
        if (track.acted) {
            return;
        }
        track.acted = true;
        calls.until(() -> !track.partition.lost(), call, answer -> {
            if (answer instanceof Answer.Refused<?> refused) {
                LOG.warn(
                        "pod not changed pod={} message={}",
                        track.name,
                        refused.refusal().message());
                synchronized (track) {
                    track.acted = false;
                }
            }
        });
    }

    private void lookAgain(PodTrack track, @Nullable Instant at) {
        if (at == null) {
            track.rest();
        } else if (!at.equals(track.lookAgainAt)) {
            track.rest();
            track.lookAgainAt = at;
            Duration delay = Duration.between(clock.instant(), at).plusMillis(1);
            track.look = calls.later(delay, () -> look(track));
        }
    }

    private void look(PodTrack track) {
        synchronized (track) {
            track.look = null;
            track.lookAgainAt = null;
            if (track.stage != PodTrack.Stage.FOLLOWED || track.partition.lost()) {
                return;
            }
        }
        // What cannot be read now is in the next list.
        if (pods.get(track.name) instanceof Answer.Done<Pod> found) {
            seen(found.value());
        }
    }

    private void vanished(PodTrack track) {
        forget(track);
        release.gone(track);
        synchronized (track) {
            if (track.uid != null) {
                departed.add(track.uid);
            }
            if (track.stage == PodTrack.Stage.FOLLOWED) {
                track.stage = PodTrack.Stage.REPORTING;
                LOG.warn("pod not in the cluster any more pod={}", track.name);
                PodEnding ending = new PodEnding(
                        track.attempt,
                        new PodEnding.Failed(
                                FailureReason.POD_DELETED, "the Pod was removed, finalizer and all, by force", true),
                        new PodRun(track.name, null, null, null, null, null));
                reports.send(ending.report(null), () -> {});
            }
        }
    }

    private void forget(PodTrack track) {
        tracks.remove(track.name, track);
        synchronized (track) {
            track.rest();
        }
    }
}
