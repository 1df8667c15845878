package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Revision;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The {@code log} subresource: {@code container}, {@code tailLines}, {@code limitBytes}. */
final class LogRequest {
    private LogRequest() {}

    static Answer serve(PodLogs logs, Revision pod, ApiRequest request) throws ApiRefusal, IOException {
        JsonNode tree = pod.tree();
        String container = request.parameter("container");
        JsonNode containers = tree.path("spec").path("containers");
        if (container == null || container.isEmpty()) {
            if (containers.size() > 1) {
                throw ApiRefusal.badRequest("a container name must be specified for pod "
                        + pod.key().name() + ", choose one of them");
            }
            container = containers.path(0).path("name").asText();
        }
        if (!named(containers, container)) {
            throw ApiRefusal.badRequest("container " + container + " is not valid for pod "
                    + pod.key().name());
        }
        for (String unsupported : List.of("follow", "timestamps", "previous", "sinceSeconds", "sinceTime")) {
            // Refused rather than ignored: an answer that looks right and is not would be worse.
            if (!request.query().getOrDefault(unsupported, "false").equals("false")) {
                throw ApiRefusal.badRequest("the stand-in's log does not support " + unsupported);
            }
        }
        JsonNode waiting = waiting(tree, container);
        if (!waiting.isMissingNode()) {
            throw ApiRefusal.badRequest("container \"" + container + "\" in pod \""
                    + pod.key().name() + "\" is waiting to start: "
                    + waiting.path("reason").asText());
        }
        byte[] log = logs.read(pod);
        long tail = request.number("tailLines").orElse(-1L);
        if (tail >= 0) {
            log = Arrays.copyOfRange(log, tailStart(log, tail), log.length);
        }
        long limit = request.number("limitBytes").orElse((long) Integer.MAX_VALUE);
        if (limit < 1) {
            throw ApiRefusal.invalid(
                    "PodLogOptions",
                    pod.key().name(),
                    List.of(ApiRefusal.Cause.invalid("limitBytes", Long.toString(limit), "must be greater than 0")));
        }
        // As in Kubernetes, the limit cuts the end off: it counts from where the tail begins.
        return Answer.text(log.length > limit ? Arrays.copyOf(log, (int) limit) : log);
    }

    private static boolean named(JsonNode containers, String name) {
        for (JsonNode container : containers) {
            if (container.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode waiting(JsonNode pod, String container) {
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            if (status.path("name").asText().equals(container)) {
                return status.path("state").path("waiting");
            }
        }
        boolean ended = !pod.path("status").path("phase").asText().equals("Pending");
        return ended ? pod.path("no such field") : Json.object().put("reason", "ContainerCreating");
    }

    private static int tailStart(byte[] log, long lines) {
        long left = lines;
        int at = log.length;
        if (at > 0 && log[at - 1] == '\n') {
            at--;
        }
        if (left == 0) {
            return log.length;
        }
        while (at > 0) {
            if (log[at - 1] == '\n' && --left == 0) {
                return at;
            }
            at--;
        }
        return 0;
    }
}
