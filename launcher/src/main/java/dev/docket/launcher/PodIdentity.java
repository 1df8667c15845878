package dev.docket.launcher;

import dev.docket.event.AttemptId;
import dev.docket.event.Incarnation;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose Pod this is, as its annotations tell.
 *
 * @param installation the installation that made it
 * @param attempt the attempt that it is the Pod of
 * @param command where the command stood that made it
 */
record PodIdentity(String installation, AttemptId attempt, CommandPosition command) {

    /** Reads a Pod; empty for one that Docket did not make, or that somebody has tampered with. */
    static Optional<PodIdentity> of(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (annotations == null || labels == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PodIdentity(
                    text(labels, PodFields.LABEL_INSTALLATION),
                    new AttemptId(
                            text(annotations, PodFields.QUEUE),
                            text(annotations, PodFields.EXECUTION_ID),
                            Incarnation.parse(text(annotations, PodFields.INCARNATION)),
                            Integer.parseInt(text(annotations, PodFields.ATTEMPT))),
                    new CommandPosition(
                            Integer.parseInt(text(annotations, PodFields.COMMAND_PARTITION)),
                            Long.parseLong(text(annotations, PodFields.COMMAND_OFFSET)))));
        } catch (IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Whether this Pod is the one of that attempt. */
    static boolean isPodOf(Pod pod, String installation, AttemptId attempt) {
        return of(pod).filter(i -> i.installation.equals(installation) && i.attempt.equals(attempt))
                .isPresent();
    }

    static @Nullable String annotation(Pod pod, String name) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    private static String text(Map<String, String> from, String name) {
        return Objects.requireNonNull(from.get(name), name);
    }
}
