package dev.docket.live;

import dev.docket.live.LiveSource.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A queue that is watched: by whom, and whether there is news.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class WatchedQueue {

    private final String name;
    private final Set<Watcher> ofQueue = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Watcher>> ofExecutions = new HashMap<>();
    private final Map<Watcher, String> idsByWatcher = new HashMap<>();
    private volatile boolean touched = true;
    private int open;
    private boolean failed;
    private boolean neverAsked = true;
    private long askedAt;

    WatchedQueue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void touch() {
        touched = true;
    }

    synchronized void add(Watcher watcher) {
        String id = watcher.executionId();
        if (id == null) {
            ofQueue.add(watcher);
        } else {
            ofExecutions.computeIfAbsent(id, key -> new HashSet<>()).add(watcher);
            idsByWatcher.put(watcher, id);
        }
        touched = true;
    }

    synchronized boolean remove(Watcher watcher) {
        String id = idsByWatcher.remove(watcher);
        if (id == null) {
            return ofQueue.remove(watcher);
        }
        ofExecutions.computeIfPresent(id, (key, those) -> {
            those.remove(watcher);
            return those.isEmpty() ? null : those;
        });
        return true;
    }

    synchronized boolean isEmpty() {
        return ofQueue.isEmpty() && ofExecutions.isEmpty();
    }

    synchronized Set<String> ids() {
        return Set.copyOf(ofExecutions.keySet());
    }

    boolean hasWatchers() {
        return !ofQueue.isEmpty();
    }

    void each(Consumer<Watcher> work) {
        all().forEach(work);
    }

    private synchronized Set<Watcher> all() {
        Set<Watcher> all = new HashSet<>(idsByWatcher.keySet());
        all.addAll(ofQueue);
        return all;
    }

    /**
     * Whether it is time to ask: something was decided or the last question failed, and that question was not just now; or it was
     * long ago.
     */
    synchronized boolean isDue(long now, long pace, long quiet) {
        boolean isWanted = touched || failed || now - askedAt > quiet;
        return open == 0 && isWanted && (neverAsked || now - askedAt >= pace);
    }

    /** So many questions are under way. What is decided from here on may not be in their answers. */
    synchronized void asked(int questions) {
        touched = false;
        failed = false;
        open = questions;
        neverAsked = false;
        askedAt = System.nanoTime();
    }

    synchronized void answered(boolean told) {
        open--;
        failed |= !told;
    }

    void show(Map<String, Standing> standings) {
        standings.forEach((id, standing) -> {
            StreamEvent event = StreamEvent.of(standing);
            watchersOf(id).forEach(watcher -> watcher.show(event));
        });
    }

    void show(String overview) {
        StreamEvent event = StreamEvent.queue(overview);
        ofQueue.forEach(watcher -> watcher.show(event));
    }

    private synchronized Set<Watcher> watchersOf(String id) {
        Set<Watcher> those = ofExecutions.get(id);
        return those == null ? Set.of() : Set.copyOf(those);
    }
}
