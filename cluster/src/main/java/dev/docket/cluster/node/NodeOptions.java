package dev.docket.cluster.node;

import java.util.Set;

/**
 * How the node behaves.
 *
 * @param capacity how many Pods may be on the node at a time; further ones wait as unschedulable
 * @param missingImages images that cannot be pulled
 * @param interpreters the programs a container may start with, by name; others are "not found in the image"
 * @param logBytes how much of a container's output is kept, in bytes: the newest
 * @param concurrentStarts how many processes are being started at a time
 */
public record NodeOptions(
        int capacity, Set<String> missingImages, Set<String> interpreters, int logBytes, int concurrentStarts) {
    private static final Set<String> INTERPRETERS = Set.of(
            "sh", "bash", "dash", "zsh", "python", "python3", "node", "ruby", "perl", "php", "lua", "Rscript", "java",
            "env", "true", "false", "echo", "printf", "cat", "ls", "sleep", "seq", "date", "head", "tail", "wc",
            "sort");

    /** Room for every Pod, all images there, the usual interpreters, 1 MiB of log a container, 4 starts at a time. */
    public static final NodeOptions DEFAULT = new NodeOptions(Integer.MAX_VALUE, Set.of(), INTERPRETERS, 1 << 20, 4);

    public NodeOptions {
        if (capacity < 1 || logBytes < 1024 || concurrentStarts < 1) {
            throw new IllegalArgumentException(
                    "capacity and concurrentStarts must be at least 1, logBytes at least 1024");
        }
        missingImages = Set.copyOf(missingImages);
        interpreters = Set.copyOf(interpreters);
    }

    public NodeOptions withCapacity(int pods) {
        return new NodeOptions(pods, missingImages, interpreters, logBytes, concurrentStarts);
    }

    public NodeOptions withMissingImages(Set<String> images) {
        return new NodeOptions(capacity, images, interpreters, logBytes, concurrentStarts);
    }

    public NodeOptions withInterpreters(Set<String> names) {
        return new NodeOptions(capacity, missingImages, names, logBytes, concurrentStarts);
    }

    public NodeOptions withLogBytes(int bytes) {
        return new NodeOptions(capacity, missingImages, interpreters, bytes, concurrentStarts);
    }

    public NodeOptions withConcurrentStarts(int starts) {
        return new NodeOptions(capacity, missingImages, interpreters, logBytes, starts);
    }
}
