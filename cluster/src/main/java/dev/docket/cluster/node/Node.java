package dev.docket.cluster.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.api.PodLogs;
import dev.docket.cluster.store.Change;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scheduler and kubelet in one: takes in the Pods that have no node, in the order they came, as many as there is room for,
 * and sees each to its end.
 *
 * <p>A Pod that an earlier run of this node may have started is never started again: it has failed, {@code NodeLost}.
 *
 * <p>Threading: one thread owns all Pods and timers; processes are started on a few others. Changes come in from the
 * store's writers and are only queued there.
 */
public final class Node implements PodLogs, AutoCloseable {
    static final String SIMULATE = "docket.dev/simulate";

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final ObjectStore store;
    private final PodDirectories directories;
    private final NodeOptions options;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;
    private final ExecutorService starters;

    /** Every Pod of the store that has not ended, by uid; those taken in are also counted in {@code present}. */
    private final Map<String, PodRun> runs = new LinkedHashMap<>();

    private final Map<String, PodRun> waiting = new LinkedHashMap<>();
    private int present;

    private Node(ObjectStore store, Path pods, NodeOptions options, Clock clock) {
        this.store = store;
        this.directories = new PodDirectories(pods, threads("docket-node-clean"));
        this.options = options;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, threads("docket-node"));
        this.thread.setRemoveOnCancelPolicy(true);
        this.starters = Executors.newFixedThreadPool(options.concurrentStarts(), threads("docket-node-start"));
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Starts the node on a store that nobody else writes to yet: Pods that ran are lost, those that did not will run. */
    public static Node start(ObjectStore store, Path pods, NodeOptions options, Clock clock) {
        Node node = new Node(store, pods, options, clock);
        List<Revision> found = new ArrayList<>(store.list("pods", null).objects());
        node.directories.tidy(found.stream().map(Revision::uid).collect(Collectors.toSet()));
        found.sort(Comparator.comparing(
                pod -> pod.tree().path("metadata").path("creationTimestamp").asText()));
        found.forEach(node::recover);
        store.listen(node::hear);
        return node;
    }

    private void recover(Revision pod) {
        if (!pod.ended() && PodStatus.mayHaveStarted(pod.tree())) {
            edit(pod, tree -> PodStatus.ended(tree, lost(tree), now()));
        }
        Revision current = store.get(pod.key());
        if (current != null && current.ended()) {
            finishDeletion(current);
        } else if (current != null) {
            thread.execute(() -> arrive(current));
        }
    }

    private static ContainerEnd lost(ObjectNode tree) {
        String started =
                Json.text(tree.path("status").path("containerStatuses").path(0), "state", "running", "startedAt");
        return ContainerEnd.unknown(ContainerEnd.NODE_LOST, started == null ? null : Instant.parse(started));
    }

    /** Under the store's lock: queues what concerns the node and lets its own writes pass. */
    private void hear(Change change) {
        if (!change.after().key().resource().equals("pods")) {
            return;
        }
        Revision before = change.before();
        if (before == null
                || change.removed()
                || !before.lifecycle().equals(change.after().lifecycle())) {
            thread.execute(() -> guarded(() -> handle(change)));
        }
    }

    private void handle(Change change) {
        Revision pod = change.after();
        if (change.removed()) {
            leave(pod);
        } else if (change.before() == null) {
            arrive(pod);
        } else {
            changed(pod);
        }
    }

    private void arrive(Revision pod) {
        String assigned = pod.field("spec.nodeName");
        if (pod.ended() || !(assigned.isEmpty() || assigned.equals(PodStatus.NODE))) {
            return;
        }
        PodRun run = new PodRun(this, pod);
        runs.put(pod.uid(), run);
        String simulated = Json.text(pod.tree(), "metadata", "annotations", SIMULATE);
        if ("unschedulable".equals(simulated)) {
            unschedulable(pod, "0/1 nodes are available: 1 Insufficient cpu.");
        } else if (present >= options.capacity()) {
            waiting.put(pod.uid(), run);
            unschedulable(pod, "0/1 nodes are available: 1 Too many pods.");
        } else {
            present++;
            run.begin();
        }
    }

    private void unschedulable(Revision pod, String why) {
        edit(pod, tree -> PodStatus.unschedulable(tree, why, now()));
    }

    private void changed(Revision pod) {
        PodRun run = runs.get(pod.uid());
        if (run == null) {
            return;
        }
        Revision.Lifecycle lifecycle = pod.lifecycle();
        if (lifecycle.deletionTimestamp() != null) {
            Long grace = lifecycle.deletionGraceSeconds();
            waiting.remove(pod.uid());
            run.stop(Duration.ofSeconds(grace == null ? 0 : grace));
        } else {
            run.armDeadline(lifecycle.activeDeadlineSeconds());
        }
    }

    private void leave(Revision pod) {
        waiting.remove(pod.uid());
        PodRun run = runs.remove(pod.uid());
        if (run != null && !run.ended()) {
            boolean taken = run.taken();
            run.abandon();
            if (taken) {
                makeRoom();
            }
        }
        directories.delete(pod.uid());
    }

    /** A run has written its end: the room is free, and a deletion that waited for the end goes on. */
    void ended(PodRun run) {
        runs.remove(run.pod().uid());
        makeRoom();
        Revision current = store.get(run.pod().key());
        if (current != null && current.uid().equals(run.pod().uid())) {
            finishDeletion(current);
        }
    }

    private void makeRoom() {
        present--;
        Iterator<PodRun> line = waiting.values().iterator();
        if (line.hasNext()) {
            PodRun next = line.next();
            line.remove();
            present++;
            next.begin();
        }
    }

    /** What a kubelet does when the containers of a deleted Pod have ended: deletes it once more, without grace. */
    private void finishDeletion(Revision pod) {
        if (pod.lifecycle().deletionTimestamp() != null && !pod.lifecycle().deletionDue()) {
            edit(pod, tree -> Json.child(tree, "metadata").put("deletionGracePeriodSeconds", 0));
        }
    }

    /** Changes a Pod if it is still there and still the same. */
    void edit(Revision pod, Consumer<ObjectNode> change) {
        var unused = store.edit(pod.key(), (current, tree) -> {
            if (!current.uid().equals(pod.uid())) {
                return false;
            }
            change.accept(tree);
            return true;
        });
    }

    Instant now() {
        return clock.instant();
    }

    NodeOptions options() {
        return options;
    }

    ScheduledExecutorService thread() {
        return thread;
    }

    void later(Duration delay, Runnable task) {
        ScheduledFuture<?> unused = thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void startElsewhere(Runnable start) {
        starters.execute(start);
    }

    PodDirectory directory(String uid) {
        return directories.of(uid);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the node could not handle a pod");
        }
    }

    @Override
    public byte[] read(Revision pod) throws IOException {
        return ContainerLog.read(directories.of(pod.uid()).log());
    }

    /** Kills what runs and writes nothing: for the next start, as after a crash, those Pods are lost. */
    @Override
    public void close() {
        thread.shutdownNow();
        starters.shutdownNow();
        directories.close();
        try {
            for (ExecutorService each : List.of(thread, starters)) {
                if (!each.awaitTermination(10, TimeUnit.SECONDS)) {
                    LOG.atWarn().log("a part of the node did not come to rest");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runs.values().forEach(PodRun::abandon);
    }
}
