package dev.docket.bench.launcher;

import dev.docket.cluster.api.Faults;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the calls that the stand-in hears, by namespace and kind, and lets all of them pass. */
final class ApiCount implements Faults {

    private final Map<String, Map<String, Integer>> calls = new ConcurrentHashMap<>();

    @Override
    public Fault next(String method, String uri) {
        String namespace = uri.replaceFirst("^/api/v1/namespaces/([^/?]+).*$", "$1");
        calls.computeIfAbsent(namespace, name -> new ConcurrentHashMap<>()).merge(kind(method, uri), 1, Integer::sum);
        return new Pass();
    }

    private static String kind(String method, String uri) {
        if (!method.equals("GET")) {
            return method;
        }
        if (uri.contains("watch=true") || uri.contains("allowWatchBookmarks")) {
            return "watch";
        }
        return uri.contains("/log") ? "log" : uri.contains("/pods/") ? "GET" : "list";
    }

    /** How often so far. */
    int of(String namespace, String kind) {
        return of(namespace).getOrDefault(kind, 0);
    }

    /** All of a namespace so far. */
    Map<String, Integer> of(String namespace) {
        return new TreeMap<>(calls.getOrDefault(namespace, Map.of()));
    }
}
