package dev.docket.launcher;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that the launcher makes to Kubernetes, each exactly one request. They block; none throws for what the API
 * server or the network does.
 *
 * <p>Threading: safe.
 */
interface PodApi {
    Answer<Pod> create(Pod pod);

    Answer<Pod> get(String name);

    /** Changes a Pod; a {@code test} that fails is {@link Refusal.Kind#REFUSED}. */
    Answer<Pod> patch(String name, PodPatch patch);

    /** Deletes a Pod with the grace period of its own. */
    Answer<String> delete(String name);

    /**
     * The last lines of what the container wrote.
     *
     * @param lines how many lines at the most
     * @param bytes how many bytes at the most; the end is what is cut off
     */
    Answer<String> log(String name, int lines, int bytes);

    /** One page of this installation's Pods, as they are now. */
    Answer<Page> list(@Nullable String continuation);

    /**
     * Opens a watch.
     *
     * @return the watch, or why there is none; the listener hears nothing after it was closed by us
     */
    Answer<AutoCloseable> watch(String resourceVersion, Listener listener);

    /**
     * A part of a list.
     *
     * @param pods the Pods
     * @param resourceVersion of the whole list
     * @param continuation where the next page begins; absent on the last one
     */
    record Page(
            List<Pod> pods,
            String resourceVersion,
            @Nullable String continuation) {}

    /** Who hears what a watch brings; called by one thread at a time. */
    interface Listener {
        void changed(Pod pod);

        void deleted(Pod pod);

        /** The watch is over; list again. */
        void closed(String why);
    }
}
