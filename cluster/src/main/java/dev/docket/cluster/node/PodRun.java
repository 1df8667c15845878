package dev.docket.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Pod's time on the node: begun, running, being stopped, ended. Everything happens on the node's thread but the start
 * of a process, which is handed out and comes back.
 */
final class PodRun {
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration FOREVER = Duration.ofDays(3650);

    private final Node node;
    private final Revision pod;
    private @Nullable Work work;
    private @Nullable Instant begun;
    private @Nullable Instant startedAt;
    private ContainerEnd.@Nullable PodReason podReason;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable Duration stopWithin;
    private boolean ended;

    PodRun(Node node, Revision pod) {
        this.node = node;
        this.pod = pod;
    }

    Revision pod() {
        return pod;
    }

    /** Whether the Pod has a place on the node. */
    boolean taken() {
        return begun != null;
    }

    boolean ended() {
        return ended;
    }

    /** Takes the Pod in: from here on it occupies the node. */
    void begin() {
        Instant now = node.now();
        begun = now;
        JsonNode tree = pod.tree();
        JsonNode container = tree.path("spec").path("containers").path(0);
        String image = container.path("image").asText();
        if (node.options().missingImages().contains(image)) {
            String message = "failed to pull and unpack image \"" + image + "\": not found";
            node.edit(pod, status -> PodStatus.starting(status, "ErrImagePull", message, now));
            armDeadline(pod.lifecycle().activeDeadlineSeconds());
            node.later(Duration.ofSeconds(1), () -> backOff(image));
            return;
        }
        // Written before anything runs: a node that finds this after a restart does not run the Pod again.
        node.edit(pod, status -> PodStatus.starting(status, PodStatus.CREATING, null, now));
        armDeadline(pod.lifecycle().activeDeadlineSeconds());
        if (!supported(tree)) {
            podReason = ContainerEnd.UNSUPPORTED;
            end(ContainerEnd.unknown(podReason, null));
            return;
        }
        String simulated = Json.text(tree, "metadata", "annotations", Node.SIMULATE);
        Optional<Duration> sleep = ContainerCommand.sleep(ContainerCommand.declared(container));
        if (simulated != null) {
            started(new Sleep(FOREVER, node.thread(), this::exited));
            node.later(A_MOMENT, () -> simulate(simulated));
        } else if (sleep.isPresent()) {
            started(new Sleep(sleep.get(), node.thread(), this::exited));
        } else {
            node.startElsewhere(() -> spawn(tree));
        }
    }

    private static boolean supported(JsonNode pod) {
        JsonNode spec = pod.path("spec");
        boolean one = spec.path("containers").size() == 1
                && spec.path("initContainers").isEmpty();
        for (JsonNode volume : spec.path("volumes")) {
            one &= volume.has("emptyDir") || volume.has("downwardAPI");
        }
        return one;
    }

    private void backOff(String image) {
        if (!ended) {
            String message = "Back-off pulling image \"" + image + "\"";
            node.edit(pod, status -> PodStatus.waiting(status, "ImagePullBackOff", message));
        }
    }

    /** On a starter's thread. */
    private void spawn(JsonNode tree) {
        try {
            PodDirectory place = node.directory(pod.uid());
            Map<String, Path> volumes = place.fill(tree);
            ContainerCommand command =
                    ContainerCommand.of(tree, place, volumes, node.options().interpreters());
            Files.createDirectories(command.directory());
            ContainerLog log = new ContainerLog(place.log(), node.options().logBytes());
            Work process =
                    ContainerProcess.start(command, log, code -> node.thread().execute(() -> exited(code)));
            hand(process);
        } catch (ContainerCommand.NotFound | IOException e) {
            node.thread().execute(() -> end(ContainerEnd.startError(String.valueOf(e.getMessage()))));
        }
    }

    private void hand(Work process) {
        try {
            node.thread().execute(() -> started(process));
        } catch (RejectedExecutionException closing) {
            process.kill();
        }
    }

    private void started(Work begunWork) {
        work = begunWork;
        Instant now = node.now();
        startedAt = now;
        if (ended) {
            begunWork.kill();
            return;
        }
        node.edit(pod, status -> PodStatus.running(status, now));
        if (stopWithin != null) {
            stopWork(begunWork, stopWithin);
        }
    }

    private void simulate(String what) {
        switch (what) {
            case "oom" -> end(new ContainerEnd(137, "OOMKilled", null, null, startedAt));
            case "evict" -> {
                node.edit(
                        pod,
                        status -> PodStatus.disrupted(
                                status, "TerminationByKubelet", ContainerEnd.EVICTED.message(), node.now()));
                end(new ContainerEnd(137, "Error", null, ContainerEnd.EVICTED, startedAt));
            }
            case "nodelost" -> end(ContainerEnd.unknown(ContainerEnd.NODE_LOST, startedAt));
            case "preempt" -> node.edit(pod, this::preempt);
            default -> end(ContainerEnd.exited(1, null, node.now()));
        }
        if (work != null && ended) {
            work.kill();
        }
    }

    /** What a scheduler does that needs the room: the condition first, then a deletion with the Pod's own grace. */
    private void preempt(ObjectNode tree) {
        PodStatus.disrupted(
                tree,
                "PreemptionByScheduler",
                "default-scheduler: preempting to accommodate a higher priority pod",
                node.now());
        long grace = tree.path("spec").path("terminationGracePeriodSeconds").asLong(30);
        Json.child(tree, "metadata")
                .put("deletionTimestamp", Json.time(node.now().plusSeconds(grace)))
                .put("deletionGracePeriodSeconds", grace);
    }

    /** The Pod's deadline is, or has become, this many seconds after the start on the node. */
    void armDeadline(@Nullable Long seconds) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (seconds != null && begun != null && !ended) {
            long left = Duration.between(node.now(), begun.plusSeconds(seconds)).toNanos();
            deadline = node.thread().schedule(this::overdue, Math.max(0, left), TimeUnit.NANOSECONDS);
        }
    }

    private void overdue() {
        if (!ended && podReason == null && stopWithin == null) {
            podReason = ContainerEnd.DEADLINE;
            stop(Duration.ofSeconds(pod.tree()
                    .path("spec")
                    .path("terminationGracePeriodSeconds")
                    .asLong(30)));
        }
    }

    /** Ends the container: asked first, then, when the grace is over, made to. A shorter grace overtakes a longer. */
    void stop(Duration grace) {
        if (ended || begun == null || (stopWithin != null && stopWithin.compareTo(grace) <= 0)) {
            return;
        }
        stopWithin = grace;
        if (work != null) {
            stopWork(work, grace);
        } else if (!waitsForStarter()) {
            end(ContainerEnd.unknown(podReason, null));
        }
    }

    private boolean waitsForStarter() {
        JsonNode spec = pod.tree().path("spec").path("containers").path(0);
        return !node.options().missingImages().contains(spec.path("image").asText());
    }

    private void stopWork(Work running, Duration grace) {
        if (grace.isZero()) {
            running.kill();
        } else {
            running.terminate();
            node.later(grace, () -> {
                if (!ended) {
                    running.kill();
                }
            });
        }
    }

    private void exited(int code) {
        Instant since = startedAt;
        if (!ended) {
            end(ContainerEnd.exited(code, podReason, since == null ? node.now() : since));
        }
    }

    private void end(ContainerEnd end) {
        if (ended) {
            return;
        }
        ended = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        node.edit(pod, status -> PodStatus.ended(status, end, node.now()));
        node.ended(this);
    }

    /** The object has gone while the container ran: nobody waits for it any more. */
    void abandon() {
        ended = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (work != null) {
            work.kill();
        }
    }
}
