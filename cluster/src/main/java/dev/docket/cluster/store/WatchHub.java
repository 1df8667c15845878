package dev.docket.cluster.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The recent past of the store and those who follow it. A watch may start at any revision whose successors are all still
 * held here; the past is bounded in number and bytes, and empty after a start, as an API server's is.
 *
 * <p>Threading: guarded by the store's lock, which every method takes.
 */
public final class WatchHub {
    /** Receives changes in order, under the store's lock: it must only queue them. */
    public interface Follower {
        void offer(Change change);

        /** The watch is cut from this side. */
        void cut();
    }

    private final ObjectStore store;
    private final int maxChanges;
    private final long maxBytes;
    private final Deque<Change> past = new ArrayDeque<>();
    private final Set<Follower> followers = new LinkedHashSet<>();
    private long pastBytes;
    private long completeAfter;

    /** Joins a store that nobody writes to yet. */
    public WatchHub(ObjectStore store, int maxChanges, long maxBytes) {
        this.store = store;
        this.maxChanges = maxChanges;
        this.maxBytes = maxBytes;
        this.completeAfter = store.revision();
        store.listen(this::accept);
    }

    private void accept(Change change) {
        past.addLast(change);
        pastBytes += change.after().bytes().length;
        while (past.size() > maxChanges || pastBytes > maxBytes) {
            Change oldest = past.removeFirst();
            pastBytes -= oldest.after().bytes().length;
            completeAfter = oldest.number();
        }
        followers.forEach(follower -> follower.offer(change));
    }

    /**
     * Starts with what came after a revision and goes on with what comes.
     *
     * @return false if the past no longer reaches back that far; nothing was offered then
     */
    public boolean follow(long after, Follower follower) {
        return store.atomically(current -> {
            if (after < completeAfter) {
                return false;
            }
            past.forEach(change -> {
                if (change.number() > after) {
                    follower.offer(change);
                }
            });
            followers.add(follower);
            return true;
        });
    }

    /** Starts with a picture of all objects of a resource, then goes on with what comes. */
    public void followFromNow(String resource, Consumer<ObjectStore.Snapshot> first, Follower follower) {
        store.atomically(current -> {
            first.accept(store.list(resource, null));
            return followers.add(follower);
        });
    }

    public void leave(Follower follower) {
        store.atomically(current -> followers.remove(follower));
    }

    /** Cuts all watches, as a restart of an API server or a broken network does. */
    public void cutAll() {
        store.atomically(current -> {
            List<Follower> all = List.copyOf(followers);
            followers.clear();
            all.forEach(Follower::cut);
            return all.size();
        });
    }

    /** Forgets the past, as compaction does: older revisions are answered 410 from now on. */
    public void forget() {
        store.atomically(current -> {
            past.clear();
            pastBytes = 0;
            completeAfter = current;
            return current;
        });
    }

    /** The oldest revision a watch may start from. */
    public long completeAfter() {
        return store.atomically(current -> completeAfter);
    }
}
