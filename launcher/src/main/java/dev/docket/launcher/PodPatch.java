package dev.docket.launcher;

import dev.docket.event.AttemptId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The changes that the launcher makes to a Pod, as JSON Patches (RFC 6902): one call each, without reading first, and a
 * {@code test} in front says what must hold for the change to be the right one.
 *
 * @param operations the operations, in order
 */
record PodPatch(List<Map<String, Object>> operations) {

    /** Says on the Pod that Docket removes it; refused if the Pod is not the one of this attempt. */
    static PodPatch mark(AttemptId attempt, DeletionMark mark, String because) {
        return new PodPatch(List.of(
                test(annotation(PodFields.QUEUE), attempt.queue()),
                test(annotation(PodFields.EXECUTION_ID), attempt.executionId()),
                test(annotation(PodFields.INCARNATION), attempt.incarnation().toString()),
                test(annotation(PodFields.ATTEMPT), Integer.toString(attempt.attempt())),
                set(annotation(PodFields.DELETED_BY_DOCKET), mark.name()),
                set(annotation(PodFields.DELETED_BECAUSE), because)));
    }

    /** The same, refused if the Pod has changed since it had this resource version. */
    PodPatch ifStill(String resourceVersion) {
        return new PodPatch(
                Stream.concat(Stream.of(test("/metadata/resourceVersion", resourceVersion)), operations.stream())
                        .toList());
    }

    /** Removes Docket's finalizer; refused if it does not stand there. */
    static PodPatch release(int finalizerIndex) {
        String path = "/metadata/finalizers/" + finalizerIndex;
        return new PodPatch(List.of(test(path, PodFields.FINALIZER), Map.of("op", "remove", "path", path)));
    }

    /** Lowers the deadline, which Kubernetes counts from {@code status.startTime}. */
    static PodPatch deadline(long activeDeadlineSeconds) {
        return new PodPatch(List.of(set("/spec/activeDeadlineSeconds", activeDeadlineSeconds)));
    }

    private static Map<String, Object> test(String path, Object value) {
        return Map.of("op", "test", "path", path, "value", value);
    }

    private static Map<String, Object> set(String path, Object value) {
        return Map.of("op", "add", "path", path, "value", value);
    }

    private static String annotation(String name) {
        return "/metadata/annotations/" + name.replace("~", "~0").replace("/", "~1");
    }
}
