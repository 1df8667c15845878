package dev.docket.bench.launcher;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The calls of a launch and nothing else: threads that create Pods in a loop, a watch, and for each Pod that has ended
 * one patch that takes its finalizer off and one delete. It remembers nothing, and would lose or double Pods at the first
 * fault.
 */
final class BareClient {

    private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);
    private static final String RELEASE = "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers/0\"}]";

    private final KubernetesClient client;
    private final String namespace;
    private final int threads;

    BareClient(KubernetesClient client, String namespace, int threads) {
        this.client = client;
        this.namespace = namespace;
        this.threads = threads;
    }

    /** Runs so many Pods like this one from create to delete; the nanoseconds it took. */
    long run(Pod like, String prefix, int pods) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        CountDownLatch deleted = new CountDownLatch(pods);
        Set<String> ended = ConcurrentHashMap.newKeySet();
        long begun = System.nanoTime();
        Watch watch = client.pods().inNamespace(namespace).watch(new Watcher<Pod>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
                if ("Succeeded".equals(phase) && ended.add(pod.getMetadata().getName())) {
                    workers.execute(() -> {
                        remove(pod.getMetadata().getName());
                        deleted.countDown();
                    });
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                // The Pods that nobody hears of any more are missed at the end.
            }
        });
        try {
            for (int i = 0; i < pods; i++) {
                Pod pod = new PodBuilder(like)
                        .editMetadata()
                        .withName(prefix + i)
                        .endMetadata()
                        .build();
                workers.execute(
                        () -> client.pods().inNamespace(namespace).resource(pod).create());
            }
            if (!deleted.await(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException(deleted.getCount() + " Pods have not ended");
            }
        } finally {
            watch.close();
            workers.shutdownNow();
        }
        return System.nanoTime() - begun;
    }

    private void remove(String name) {
        Pod named = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
        client.pods().inNamespace(namespace).resource(named).patch(JSON_PATCH, RELEASE);
        client.pods().inNamespace(namespace).resource(named).delete();
    }
}
