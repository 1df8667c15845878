package dev.docket.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Collects {@code ACTION name} for every event of a watch that does not reconnect by itself, and how it ended. */
final class WatchRecorder implements Watcher<Pod> {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Pod> pods = new CopyOnWriteArrayList<>();
    volatile @Nullable WatcherException failure;
    volatile boolean closed;

    @Override
    public void eventReceived(Action action, Pod pod) {
        pods.add(pod);
        events.add(action + " " + pod.getMetadata().getName());
    }

    @Override
    public void onClose() {
        closed = true;
    }

    @Override
    public void onClose(WatcherException cause) {
        failure = cause;
        closed = true;
    }
}
