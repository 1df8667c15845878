package dev.docket.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of a Pod as scheduler and kubelet write it, step by step, into the Pod's tree. */
final class PodStatus {
    static final String NODE = "docket-node";
    static final String CREATING = "ContainerCreating";

    private PodStatus() {}

    static void unschedulable(ObjectNode pod, String why, Instant now) {
        condition(status(pod), "PodScheduled", false, "Unschedulable", now).put("message", why);
    }

    /** The Pod has a node, and from here on its container may start: what a restart must not run again. */
    static void starting(ObjectNode pod, String waiting, @Nullable String message, Instant now) {
        Json.child(pod, "spec").put("nodeName", NODE);
        ObjectNode status = status(pod);
        status.put("phase", "Pending").put("hostIP", "127.0.0.1").put("startTime", Json.time(now));
        status.putArray("hostIPs").addObject().put("ip", "127.0.0.1");
        condition(status, "PodScheduled", true, null, now);
        condition(status, "Initialized", true, null, now);
        condition(status, "Ready", false, "ContainersNotReady", now);
        condition(status, "ContainersReady", false, "ContainersNotReady", now);
        waiting(pod, waiting, message);
    }

    static void waiting(ObjectNode pod, String reason, @Nullable String message) {
        ObjectNode container = container(pod, false);
        ObjectNode waiting = container.putObject("state").putObject("waiting").put("reason", reason);
        if (message != null) {
            waiting.put("message", message);
        }
    }

    static void running(ObjectNode pod, Instant startedAt) {
        ObjectNode status = status(pod);
        status.put("phase", "Running").put("podIP", "127.0.0.1");
        status.putArray("podIPs").addObject().put("ip", "127.0.0.1");
        condition(status, "Ready", true, null, startedAt);
        condition(status, "ContainersReady", true, null, startedAt);
        container(pod, true).putObject("state").putObject("running").put("startedAt", Json.time(startedAt));
    }

    static void ended(ObjectNode pod, ContainerEnd end, Instant now) {
        ObjectNode status = status(pod);
        status.put("phase", end.failed() ? "Failed" : "Succeeded");
        ContainerEnd.PodReason podReason = end.podReason();
        if (podReason != null) {
            status.put("reason", podReason.reason()).put("message", podReason.message());
        }
        String why = end.failed() ? "PodFailed" : "PodCompleted";
        condition(status, "Ready", false, why, now);
        condition(status, "ContainersReady", false, why, now);
        ObjectNode terminated = container(pod, false)
                .putObject("state")
                .putObject("terminated")
                .put("exitCode", end.exitCode())
                .put("reason", end.reason());
        if (end.message() != null) {
            terminated.put("message", end.message());
        }
        Instant startedAt = end.startedAt();
        if (startedAt != null) {
            terminated.put("startedAt", Json.time(startedAt));
        }
        terminated.put("finishedAt", Json.time(now));
    }

    static void disrupted(ObjectNode pod, String reason, String message, Instant now) {
        condition(status(pod), "DisruptionTarget", true, reason, now).put("message", message);
    }

    /** Whether a container of this Pod may have been started by a node that no longer runs. */
    static boolean mayHaveStarted(JsonNode pod) {
        JsonNode status = pod.path("status");
        if (!status.path("phase").asText().equals("Pending")) {
            return true;
        }
        if (!status.hasNonNull("startTime")) {
            return false;
        }
        String waiting = status.path("containerStatuses")
                .path(0)
                .path("state")
                .path("waiting")
                .path("reason")
                .asText();
        return !waiting.equals("ErrImagePull") && !waiting.equals("ImagePullBackOff");
    }

    private static ObjectNode status(ObjectNode pod) {
        return Json.child(pod, "status");
    }

    private static ObjectNode container(ObjectNode pod, boolean ready) {
        ObjectNode status = status(pod);
        JsonNode spec = pod.path("spec").path("containers").path(0);
        ObjectNode container = status.path("containerStatuses").path(0) instanceof ObjectNode found
                ? found
                : status.putArray("containerStatuses")
                        .addObject()
                        .put("name", spec.path("name").asText());
        container.put("image", spec.path("image").asText()).put("imageID", "");
        container.put("restartCount", 0).put("ready", ready).put("started", ready);
        container.putObject("lastState");
        return container;
    }

    private static ObjectNode condition(
            ObjectNode status, String type, boolean value, @Nullable String reason, Instant now) {
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode found ? found : status.putArray("conditions");
        ObjectNode condition = null;
        for (JsonNode each : conditions) {
            if (each.path("type").asText().equals(type) && each instanceof ObjectNode found) {
                condition = found;
            }
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        String text = value ? "True" : "False";
        if (!text.equals(Json.text(condition, "status"))) {
            condition.put("lastTransitionTime", Json.time(now));
        }
        condition.put("status", text).putNull("lastProbeTime");
        condition.remove("reason");
        condition.remove("message");
        return reason == null ? condition : condition.put("reason", reason);
    }
}
