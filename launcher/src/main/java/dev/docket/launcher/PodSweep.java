package dev.docket.launcher;

import dev.docket.event.AttemptId;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Clears away the Pods of an installation that no launcher will look after any more: their finalizers would keep them for
 * ever. Not to be used while a launcher runs or is to come back: what is swept has no outcome.
 *
 * <p>Threading: one thread.
 */
public final class PodSweep implements AutoCloseable {

    /** Where a Pod stands. */
    public enum State {
        /** It has ended. */
        ENDED,
        /** It was deleted, and only its finalizer keeps it. */
        DELETED,
        /** It runs, or may come to run. */
        ALIVE
    }

    /**
     * A Pod of the installation.
     *
     * @param name its name
     * @param execution whose it is, as queue and id
     * @param state where it stands
     */
    public record Found(String name, String execution, State state) {}

    private final PodApi api;
    private final ClusterAccess access;

    private PodSweep(ClusterAccess access, PodApi api) {
        this.access = access;
        this.api = api;
    }

    /** A sweep of the cluster and the installation that the configuration names. */
    public static PodSweep of(LauncherConfig config) {
        ClusterAccess access = ClusterAccess.open(
                ClusterAccess.of(config.cluster()),
                config.cluster().namespace(),
                config.pace().calls().timeout(),
                wait -> {});
        return new PodSweep(
                access,
                new Fabric8PodApi(
                        access.client(),
                        access.namespace(),
                        config.installation().name()));
    }

    /** The namespace that is looked at. */
    public String namespace() {
        return access.namespace();
    }

    /**
     * All Pods of the installation.
     *
     * @throws IllegalStateException if the API server does not tell; in its words
     */
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        String next = null;
        do {
            PodApi.Page page = granted(api.list(next));
            page.pods().forEach(pod -> found.add(found(pod)));
            next = page.continuation();
        } while (next != null);
        return found;
    }

    /** Lets one go, and deletes it if it is not deleted; why that was refused, or nothing. */
    public Optional<String> clear(Found found) {
        Answer<Pod> now = api.get(found.name());
        if (now instanceof Answer.Done<Pod> there) {
            String refused = PodFacts.isTerminating(there.value()) ? null : refusal(api.delete(found.name()));
            if (refused != null) {
                return Optional.of(refused);
            }
            OptionalInt finalizer = PodRelease.finalizerIndex(there.value());
            return finalizer.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(refusal(api.patch(found.name(), PodPatch.release(finalizer.getAsInt()))));
        }
        return Optional.ofNullable(refusal(now));
    }

    private static Found found(Pod pod) {
        State state = PodFacts.isOver(pod) ? (PodFacts.isTerminating(pod) ? State.DELETED : State.ENDED) : State.ALIVE;
        AttemptId attempt = PodIdentity.of(pod).map(PodIdentity::attempt).orElse(null);
        return new Found(
                pod.getMetadata().getName(),
                attempt == null ? "?" : attempt.queue() + "/" + attempt.executionId(),
                state);
    }

    /** Null if it was done, or there is nothing to do it to. */
    private static @Nullable String refusal(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused && refused.refusal().kind() != Refusal.Kind.NOT_FOUND
                ? refused.refusal().message()
                : null;
    }

    private static <T> T granted(Answer<T> answer) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        throw new IllegalStateException(String.valueOf(refusal(answer)));
    }

    @Override
    public void close() {
        access.close();
    }
}
