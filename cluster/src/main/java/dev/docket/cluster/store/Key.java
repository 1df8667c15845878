package dev.docket.cluster.store;

import java.util.Comparator;

/**
 * Where an object stands: its resource, its namespace (empty for what has none) and its name. Ordered as the Kubernetes
 * API lists: by resource, namespace, name.
 */
public record Key(String resource, String namespace, String name) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::resource).thenComparing(Key::namespace).thenComparing(Key::name);

    public static Key pod(String namespace, String name) {
        return new Key("pods", namespace, name);
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    /** The form in the journal; none of the parts may hold a space or a slash, which names cannot. */
    String line() {
        return resource + "/" + namespace + "/" + name;
    }

    static Key parse(String line) {
        String[] parts = line.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalStateException("not a key: " + line);
        }
        return new Key(parts[0], parts[1], parts[2]);
    }
}
