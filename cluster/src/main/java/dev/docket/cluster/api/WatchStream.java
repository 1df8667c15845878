package dev.docket.cluster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Change;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import dev.docket.cluster.store.WatchHub;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * One watch: takes changes from the store's writers and sends those that concern it, in order, from the event loop.
 *
 * <p>An object that a selector no longer matches is DELETED for this watch, one that comes to match is ADDED. A client
 * that falls {@value #MAX_QUEUED} changes behind is cut off, as an API server does; it lists again.
 *
 * <p>Threading: {@link #offer} and {@link #cut} come from any thread; everything else runs on the event loop.
 */
final class WatchStream implements WatchHub.Follower {
    private static final int MAX_QUEUED = 50_000;

    /** The end of a connection that events go into: an HTTP response or a WebSocket. */
    interface Pipe {
        void send(List<byte[]> events);

        boolean full();

        void end();
    }

    private final Answer.Watch watch;
    private final Context loop;
    private final Pipe pipe;
    private final ObjectStore store;
    private final Queue<Change> queued = new ArrayDeque<>();
    private boolean wakeUpPending;
    private boolean cutPending;
    private boolean closed;
    private Runnable over = () -> {};

    WatchStream(Answer.Watch watch, ObjectStore store, Context loop, Pipe pipe) {
        this.watch = watch;
        this.store = store;
        this.loop = loop;
        this.pipe = pipe;
    }

    /** What to do once, when the watch is over; set before it starts. */
    void whenOver(Runnable task) {
        over = task;
    }

    /** Begins: with the present state, with what came after a revision, or with the news that this is too long ago. */
    void start(WatchHub hub) {
        if (watch.after() == 0) {
            hub.followFromNow(
                    watch.resource(),
                    snapshot -> snapshot.objects().forEach(object -> offer(new Change(null, object, false))),
                    this);
        } else if (!hub.follow(watch.after(), this)) {
            ApiRefusal gone =
                    ApiRefusal.expired("too old resource version: " + watch.after() + " (" + hub.completeAfter() + ")");
            pipe.send(List.of(event("ERROR", Json.bytes(gone.status()))));
            end();
        }
    }

    @Override
    public void offer(Change change) {
        if (!change.after().key().resource().equals(watch.resource()) || change.number() <= watch.after()) {
            return;
        }
        synchronized (queued) {
            queued.add(change);
            cutPending |= queued.size() > MAX_QUEUED;
        }
        wakeUp();
    }

    @Override
    public void cut() {
        synchronized (queued) {
            cutPending = true;
        }
        wakeUp();
    }

    private void wakeUp() {
        synchronized (queued) {
            if (wakeUpPending) {
                return;
            }
            wakeUpPending = true;
        }
        loop.runOnContext(nothing -> flush());
    }

    /** Sends what is queued, as far as the connection takes it; called again when it has drained. */
    void flush() {
        List<Change> batch;
        boolean cut;
        synchronized (queued) {
            wakeUpPending = false;
            cut = cutPending;
            if (closed || (!cut && pipe.full())) {
                return;
            }
            batch = new ArrayList<>(queued);
            queued.clear();
        }
        List<byte[]> events = new ArrayList<>(batch.size());
        if (!cut) {
            batch.forEach(change -> add(change, events));
        }
        if (!events.isEmpty()) {
            pipe.send(events);
        }
        if (cut) {
            end();
        }
    }

    private void add(Change change, List<byte[]> events) {
        Revision before = change.before();
        if (before != null && !watch.filter().test(before)) {
            before = null;
        }
        boolean is = !change.removed() && watch.filter().test(change.after());
        if (before != null && is) {
            events.add(event("MODIFIED", change.after().bytes()));
        } else if (is) {
            events.add(event("ADDED", change.after().bytes()));
        } else if (before != null && change.removed()) {
            events.add(event("DELETED", change.after().bytes()));
        } else if (before != null) {
            events.add(event("DELETED", lastMatching(before, change.number())));
        }
    }

    /** The last version that matched, under the revision at which it ceased to. */
    private static byte[] lastMatching(Revision before, long revision) {
        ObjectNode tree = before.tree();
        Json.child(tree, "metadata").put("resourceVersion", Long.toString(revision));
        return Json.bytes(tree);
    }

    /** Tells how far this watch has got; everything up to there has been sent before it. */
    void bookmark() {
        long revision = store.revision();
        flush();
        synchronized (queued) {
            if (closed || !queued.isEmpty()) {
                return;
            }
        }
        String kind = watch.resource().equals("pods") ? "Pod" : "Object";
        ObjectNode object = Json.object().put("kind", kind).put("apiVersion", "v1");
        object.putObject("metadata")
                .put("resourceVersion", Long.toString(revision))
                .putNull("creationTimestamp");
        pipe.send(List.of(event("BOOKMARK", Json.bytes(object))));
    }

    /** Ends the watch from this side. */
    void end() {
        if (!closed) {
            closed();
            pipe.end();
        }
    }

    /** The watch is over, be it that the client has gone. */
    void closed() {
        if (!closed) {
            closed = true;
            over.run();
        }
    }

    private static byte[] event(String type, byte[] object) {
        byte[] head = ("{\"type\":\"" + type + "\",\"object\":").getBytes(UTF_8);
        return Buffer.buffer(head.length + object.length + 2)
                .appendBytes(head)
                .appendBytes(object)
                .appendBytes(new byte[] {'}', '\n'})
                .getBytes();
    }
}
