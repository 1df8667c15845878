package dev.docket.launcher;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The followers of a launcher's Pods, one for each namespace that Pods of some queue go to. Each follows all of Docket's
 * Pods there, so one that was made before its queue moved to another namespace is followed as long as some queue still has
 * the old one.
 *
 * <p>Threading: safe.
 */
final class PodFollowers {
    private final String general;
    private final Map<String, String> namespaces;
    private final Map<String, PodFollower> followers = new LinkedHashMap<>();

    /**
     * @param general the namespace of the queues that have none of their own
     * @param namespaces the namespaces of those that do, by queue
     * @param make makes the follower for a namespace
     */
    PodFollowers(String general, Map<String, String> namespaces, Function<String, PodFollower> make) {
        this.general = general;
        this.namespaces = Map.copyOf(namespaces);
        Set<String> all = new TreeSet<>(namespaces.values());
        all.add(general);
        all.forEach(namespace -> followers.put(namespace, make.apply(namespace)));
    }

    /** Who follows the Pods that are made for a queue. */
    PodFollower of(String queue) {
        return in(namespaces.getOrDefault(queue, general));
    }

    /** Who follows the Pods of the queues without a namespace of their own. */
    PodFollower general() {
        return in(general);
    }

    private PodFollower in(String namespace) {
        PodFollower follower = followers.get(namespace);
        if (follower == null) {
            throw new IllegalStateException("every namespace has a follower");
        }
        return follower;
    }

    Collection<PodFollower> all() {
        return List.copyOf(followers.values());
    }

    /** The namespaces, in alphabetical order. */
    Set<String> namespaces() {
        return followers.keySet();
    }

    /** Offsets were committed: Pods that waited for that are let go. */
    void committed(CommandPartition partition) {
        followers.values().forEach(follower -> follower.committed(partition));
    }

    /** The partition is somebody else's now, and so are its Pods. */
    void lost(CommandPartition partition) {
        followers.values().forEach(follower -> follower.lost(partition));
    }
}
