package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A watch over plain HTTP, as kubectl's: an answer that does not end, a line for each event. Both of fabric8's own lose
 * events (docs/decisions/0015); of fabric8 this uses the connection, which adds credentials and hears refusals.
 *
 * <p>Threading: the listener is called by a thread of the watch's own, never by those that carry the connections, and may
 * block: no more is read meanwhile. {@link #close()} waits for the call that is under way, so nobody may call it with a
 * lock that the listener takes.
 *
 * <p>Invariants: the listener hears {@code closed} at most once, and nothing after it or after {@link #close()}; a watch that
 * is over holds neither connection nor thread, not even one whose answer comes when nobody waits for it any more.
 */
final class PodWatch implements AutoCloseable {
    private static final int LONGEST_REFUSAL = 1 << 20;

    private final KubernetesSerialization json;
    private final PodApi.Listener listener;
    private final WatchLines lines = new WatchLines();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(ApiCalls.named("docket-launcher-watch-"));
    private volatile AsyncBody.Consumer<List<ByteBuffer>> reader = this::events;

    /** Held while the listener is called. */
    private final Object telling = new Object();

    /** Nothing is told any more. */
    private volatile boolean over;

    /** Of the answer that came last. With {@link #released}, under the lock of {@code this}. */
    private @Nullable AsyncBody held;

    private boolean released;

    /** What a line of a watch of Pods holds. */
    record PodEvent(@Nullable String type, @Nullable Pod object) {}

    private PodWatch(KubernetesSerialization json, PodApi.Listener listener) {
        this.json = json;
        this.listener = listener;
    }

    /**
     * Asks, and waits for the head of the answer, for as long as the client's requests may take.
     *
     * @throws KubernetesClientException if there is no watch
     */
    static PodWatch open(KubernetesClient client, URI uri, PodApi.Listener listener) {
        PodWatch watch = new PodWatch(client.getKubernetesSerialization(), listener);
        try {
            watch.begin(client, uri);
            return watch;
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What ends the answer goes to the listener.
    private void begin(KubernetesClient client, URI uri) {
        Duration patience = Duration.ofMillis(client.getConfiguration().getRequestTimeout());
        long end = System.nanoTime() + patience.toNanos();
        HttpClient http = client.getHttpClient()
                .newBuilder()
                .addOrReplaceInterceptor("docket-watch", new Interceptor() {
                    @Override
                    public void after(
                            HttpRequest request,
                            HttpResponse<?> response,
                            AsyncBody.Consumer<List<ByteBuffer>> consumer) {
                        if (response.body() instanceof AsyncBody body) {
                            hold(body);
                        }
                    }
                })
                .build();
        // The timeout is that of the head: the transport cuts a connection that brings none, and one with a head has
        // none.
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(uri)
                .forStreaming()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        HttpResponse<AsyncBody> head =
                await(http.consumeBytes(request, (buffers, body) -> reader.consume(buffers, body)), end);
        if (!head.isSuccessful()) {
            throw new KubernetesClientException(refusal(head, end));
        }
        head.body().done().whenComplete((done, failure) -> {
            String why = failure == null ? "ended by the API server" : String.valueOf(failure.getMessage());
            later(() -> end(why));
        });
        head.body().consume();
    }

    /**
     * Called with each answer, on the transport's thread. The future that {@code consumeBytes} gives does not do: once it is
     * cancelled, or fabric8's own timer was faster, a late answer is dropped as it is, with its connection open.
     */
    private void hold(AsyncBody body) {
        synchronized (this) {
            if (!released) {
                held = body;
                return;
            }
        }
        body.cancel();
    }

    private void release() {
        AsyncBody body;
        synchronized (this) {
            released = true;
            body = held;
        }
        // A connection whose answer has ended may be somebody else's by now.
        if (body != null && !body.done().isDone()) {
            body.cancel();
        }
        thread.shutdown();
    }

    @Override
    public void close() {
        over = true; // first, or this would have to wait for a turn between two events
        release();
        synchronized (telling) {
            // Whatever is being told has been told to its end.
        }
    }

    private void end(String why) {
        tell(() -> {
            over = true;
            listener.closed(why);
        });
        release();
    }

    private void events(List<ByteBuffer> buffers, AsyncBody body) {
        later(() -> {
            buffers.forEach(buffer -> lines.add(buffer).forEach(this::line));
            if (lines.isTooLong()) {
                end("a line of more than " + WatchLines.LONGEST + " bytes");
            }
            if (!over) {
                body.consume();
            }
        });
    }

    private void line(String line) {
        if (over || line.isBlank()) {
            return;
        }
        Runnable news;
        try {
            news = news(line);
        } catch (RuntimeException e) {
            end("not understood: " + e.getMessage());
            return;
        }
        tell(news);
    }

    private Runnable news(String line) {
        PodEvent event = podEvent(line);
        Pod pod = event == null ? null : event.object();
        if (event == null || pod == null || !"Pod".equals(pod.getKind())) {
            return otherNews(line);
        }
        return switch (String.valueOf(event.type())) {
            case "ADDED", "MODIFIED" -> () -> listener.changed(pod);
            case "DELETED" -> () -> listener.deleted(pod);
            case "BOOKMARK" -> () -> {};
            default -> throw new IllegalArgumentException("an event of type " + event.type());
        };
    }

    /** Read as what it nearly always is, which takes half the time; null if it is nothing of the kind. */
    private @Nullable PodEvent podEvent(String line) {
        try {
            return json.unmarshal(line, PodEvent.class);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private Runnable otherNews(String line) {
        WatchEvent event = json.unmarshal(line, WatchEvent.class);
        if (event.getObject() instanceof Status status && "ERROR".equals(event.getType())) {
            return () -> end(String.valueOf(status.getMessage()));
        }
        throw new IllegalArgumentException("an event of type " + event.getType() + " without a Pod");
    }

    private void tell(Runnable news) {
        synchronized (telling) {
            if (!over) {
                news.run();
            }
        }
    }

    private void later(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    end(String.valueOf(e)); // rather than fall silent
                }
            });
        } catch (RejectedExecutionException e) {
            // It is over, and nobody is to hear of it.
        }
    }

    /** As fabric8 makes it of any other request that is refused, with the header of the overload protection added. */
    private Status refusal(HttpResponse<AsyncBody> head, long end) {
        Status told = status(text(head.body(), end));
        StatusBuilder status = told == null ? new StatusBuilder() : new StatusBuilder(told);
        if (told == null || told.getMessage() == null) {
            status.withMessage(head.code() + " " + head.message());
        }
        String retryAfter = head.header("Retry-After");
        if (retryAfter != null
                && (told == null
                        || told.getDetails() == null
                        || told.getDetails().getRetryAfterSeconds() == null)) {
            status.editOrNewDetails()
                    .withRetryAfterSeconds(
                            (int) ThrottleListener.retryAfter(retryAfter).toSeconds())
                    .endDetails();
        }
        return status.withCode(head.code()).build();
    }

    private @Nullable Status status(String text) {
        try {
            return json.unmarshal(text, Status.class);
        } catch (RuntimeException e) {
            return null; // a proxy's page, or the overload protection's sentence
        }
    }

    /** What a refusal says, or nothing if it is too long in coming. */
    private String text(AsyncBody body, long end) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        reader = (buffers, more) -> {
            for (ByteBuffer buffer : buffers) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                text.writeBytes(bytes);
            }
            if (text.size() > LONGEST_REFUSAL) {
                more.cancel();
            } else {
                more.consume();
            }
        };
        body.consume();
        try {
            await(body.done(), end);
            return text.toString(UTF_8);
        } catch (KubernetesClientException e) {
            return "";
        }
    }

    private static <T> T await(CompletableFuture<T> answer, long end) {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        } catch (ExecutionException e) {
            throw new KubernetesClientException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException | CancellationException e) {
            throw new KubernetesClientException("no answer in time", e);
        }
    }
}
