package dev.docket.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Something the API has.
 *
 * @param path where, from the base URL on
 * @param name what it is, for people
 */
record Resource(String path, String name) {

    static Resource execution(String queue, String id) {
        return new Resource(
                path(queue) + "/executions/" + encoded(id),
                "execution " + Printable.text(id) + " in the queue " + Printable.text(queue));
    }

    static Resource executionEvents(String queue, String id) {
        Resource execution = execution(queue, id);
        return new Resource(execution.path + "/events", execution.name);
    }

    static Resource queue(String queue) {
        return new Resource(path(queue), "queue " + Printable.text(queue));
    }

    static Resource queueEvents(String queue) {
        Resource resource = queue(queue);
        return new Resource(resource.path + "/events", resource.name);
    }

    static Resource line(String queue, int limit) {
        return new Resource(path(queue) + "/executions?from=0&limit=" + limit, queue(queue).name);
    }

    static Resource user(String queue, String user) {
        return new Resource(
                path(queue) + "/users/" + encoded(user),
                "user " + Printable.text(user) + " in the queue " + Printable.text(queue));
    }

    /** The queues by name, behind this one; from the first on if it is empty. */
    static Resource queues(String after, int limit) {
        return new Resource(
                "/v1/queues?limit=" + limit + (after.isEmpty() ? "" : "&after=" + encoded(after)), "list of queues");
    }

    static Resource instances() {
        return new Resource("/v1/instances", "list of instances");
    }

    private static String path(String queue) {
        return "/v1/queues/" + encoded(queue);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
