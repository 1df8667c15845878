package dev.docket.launcher;

import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

/** The same calls, no more of them in a second than the API server is to bear. */
record PacedPodApi(PodApi calls, Pacer pacer) implements PodApi {

    @Override
    public Answer<Pod> create(Pod pod) {
        pacer.await();
        return calls.create(pod);
    }

    @Override
    public Answer<Pod> get(String name) {
        pacer.await();
        return calls.get(name);
    }

    @Override
    public Answer<Pod> patch(String name, PodPatch patch) {
        pacer.await();
        return calls.patch(name, patch);
    }

    @Override
    public Answer<String> delete(String name) {
        pacer.await();
        return calls.delete(name);
    }

    @Override
    public Answer<String> log(String name, int lines, int bytes) {
        pacer.await();
        return calls.log(name, lines, bytes);
    }

    @Override
    public Answer<Page> list(@Nullable String continuation) {
        pacer.await();
        return calls.list(continuation);
    }

    @Override
    public Answer<AutoCloseable> watch(String resourceVersion, Listener listener) {
        pacer.await();
        return calls.watch(resourceVersion, listener);
    }
}
