package dev.docket.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All objects of the cluster, each in its newest version, under one revision counter, and kept in a {@link Journal}.
 *
 * <p>Every write takes the next revision, goes to the journal, then to memory, then to the listeners. An object whose
 * deletion is due and which no finalizer holds leaves the store, whoever wrote the version that made it so: that one rule
 * of Kubernetes lives here, so that no caller can forget it.
 *
 * <p>Threading: one lock; every method may be called from any thread. Listeners run under the lock, in the order of
 * revisions, and must only hand the change on.
 */
public final class ObjectStore implements AutoCloseable {
    /** Changes a tree in place; returns false to leave the object as it is. */
    @FunctionalInterface
    public interface Edit<X extends Exception> {
        boolean apply(Revision current, ObjectNode tree) throws X;
    }

    /** A consistent picture: objects in key order and the revision they were read at. */
    public record Snapshot(List<Revision> objects, long revision) {}

    /** What became of an edit; {@code revision} is the object as it is now, or as it was when it left. */
    public record Edited(Revision revision, boolean changed, boolean removed) {}

    /** A veto on creation, asked under the lock, so that no other write comes between question and write. */
    @FunctionalInterface
    public interface Admission<X extends Exception> {
        void check() throws X;
    }

    private static final long COMPACT_ABOVE_BYTES = 64L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Key, Revision> objects = new TreeMap<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final Journal journal;
    private long revision;
    private long liveBytes;

    private ObjectStore(Journal journal) {
        this.journal = journal;
    }

    /** Opens the store in a directory, with every object that an earlier one acknowledged. */
    public static ObjectStore open(Path directory) throws IOException {
        Journal journal = Journal.open(directory.resolve("objects.journal"), COMPACT_ABOVE_BYTES);
        ObjectStore store = new ObjectStore(journal);
        Journal.Contents contents = journal.read();
        // Revision 0 means "any" in the API, so the first object gets 2 and an empty cluster is at 1.
        store.revision = Math.max(1, contents.revision());
        for (Map.Entry<Key, byte[]> entry : contents.objects().entrySet()) {
            Revision object = new Revision(entry.getKey(), Json.own(entry.getValue()), entry.getValue());
            store.objects.put(entry.getKey(), object);
            store.revision = Math.max(store.revision, object.number());
            store.liveBytes += object.bytes().length;
        }
        return store;
    }

    /** Hears of every change from now on. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    public long revision() {
        return atomically(current -> current);
    }

    public @Nullable Revision get(Key key) {
        lock.lock();
        try {
            return objects.get(key);
        } finally {
            lock.unlock();
        }
    }

    /** All objects of a resource, in one namespace or, for null, in all. */
    public Snapshot list(String resource, @Nullable String namespace) {
        lock.lock();
        try {
            Key from = new Key(resource, namespace == null ? "" : namespace, "");
            Key to = namespace == null ? new Key(resource + '\0', "", "") : new Key(resource, namespace + '\0', "");
            return new Snapshot(List.copyOf(objects.subMap(from, to).values()), revision);
        } finally {
            lock.unlock();
        }
    }

    /** Runs a step that no write may interrupt: reading a snapshot and joining a watch at it, for one. */
    public <T> T atomically(LongFunction<T> step) {
        lock.lock();
        try {
            return step.apply(revision);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds an object.
     *
     * @return the first version, or null if the name is taken
     */
    public <X extends Exception> @Nullable Revision create(Key key, ObjectNode tree, Admission<X> admission) throws X {
        lock.lock();
        try {
            if (objects.containsKey(key)) {
                return null;
            }
            admission.check();
            return write(key, null, tree);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Changes an object, or lets it go if its deletion has become due.
     *
     * @return null if there is no such object
     */
    public <X extends Exception> @Nullable Edited edit(Key key, Edit<X> edit) throws X {
        lock.lock();
        try {
            Revision current = objects.get(key);
            if (current == null) {
                return null;
            }
            ObjectNode tree = current.tree();
            if (!edit.apply(current, tree) || Arrays.equals(Json.bytes(tree), current.bytes())) {
                return new Edited(current, false, false);
            }
            if (leaves(tree)) {
                return new Edited(remove(current, tree), true, true);
            }
            return new Edited(write(key, current, tree), true, false);
        } finally {
            lock.unlock();
        }
    }

    private static boolean leaves(ObjectNode tree) {
        return tree.path("metadata").hasNonNull("deletionTimestamp")
                && tree.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
                && tree.path("metadata").path("finalizers").isEmpty();
    }

    private Revision write(Key key, @Nullable Revision before, ObjectNode tree) {
        Revision after = number(key, tree);
        try {
            journal.put(key, after.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
        revision = after.number();
        objects.put(key, after);
        liveBytes += after.bytes().length - (before == null ? 0 : before.bytes().length);
        announce(new Change(before, after, false));
        return after;
    }

    private Revision remove(Revision before, ObjectNode tree) {
        Revision last = number(before.key(), tree);
        try {
            journal.remove(before.key(), last.number());
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
        revision = last.number();
        objects.remove(before.key());
        liveBytes -= before.bytes().length;
        announce(new Change(before, last, true));
        return last;
    }

    private Revision number(Key key, ObjectNode tree) {
        Json.child(tree, "metadata").put("resourceVersion", Long.toString(revision + 1));
        return new Revision(key, tree, Json.bytes(tree));
    }

    private void announce(Change change) {
        listeners.forEach(listener -> listener.accept(change));
        if (journal.wantsCompaction(liveBytes)) {
            try {
                journal.compact(new ArrayList<>(objects.values()), revision);
            } catch (IOException e) {
                throw new UncheckedIOException("the journal cannot be compacted", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            journal.close();
        } finally {
            lock.unlock();
        }
    }
}
