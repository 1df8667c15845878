package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls, by fabric8. What a name means is put together here from an item rather than from a name alone, because
 * {@code resource(item).patch} is one request where {@code withName(name).patch} reads the Pod first.
 *
 * <p>Threading: safe.
 */
final class Fabric8PodApi implements PodApi {
    private static final long PAGE = 500;
    private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, String> selector;

    Fabric8PodApi(KubernetesClient client, String namespace, String installation) {
        this.client = client;
        this.namespace = namespace;
        this.selector =
                Map.of(PodFields.LABEL_MANAGED_BY, PodFields.MANAGED_BY, PodFields.LABEL_INSTALLATION, installation);
    }

    @Override
    public Answer<Pod> create(Pod pod) {
        return ask(() -> pods().resource(pod).create());
    }

    @Override
    public Answer<Pod> get(String name) {
        return ask(() -> pods().withName(name).get());
    }

    @Override
    public Answer<Pod> patch(String name, PodPatch patch) {
        return ask(() -> pods().resource(named(name))
                .patch(JSON_PATCH, client.getKubernetesSerialization().asJson(patch.operations())));
    }

    @Override
    public Answer<String> delete(String name) {
        return ask(() -> pods().resource(named(name)).delete().isEmpty() ? null : name);
    }

    @Override
    public Answer<String> log(String name, int lines, int bytes) {
        return ask(() -> client.raw("/api/v1/namespaces/" + namespace + "/pods/" + name + "/log?container="
                + PodFields.CONTAINER + "&tailLines=" + lines + "&limitBytes=" + bytes));
    }

    @Override
    public Answer<Page> list(@Nullable String continuation) {
        ListOptions options = new ListOptionsBuilder()
                .withLimit(PAGE)
                .withContinue(continuation)
                .build();
        return ask(() -> {
            PodList list = ours().list(options);
            String next = list.getMetadata().getContinue();
            return new Page(
                    list.getItems(),
                    list.getMetadata().getResourceVersion(),
                    next == null || next.isEmpty() ? null : next);
        });
    }

    @Override
    public Answer<AutoCloseable> watch(String resourceVersion, Listener listener) {
        return ask(() -> PodWatch.open(client, watched(resourceVersion), listener));
    }

    /** The master URL may have a path of its own, that of a proxy. */
    private URI watched(String resourceVersion) {
        String master = client.getMasterUrl().toString();
        String labels = new TreeMap<>(selector)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
        return URI.create((master.endsWith("/") ? master : master + "/") + "api/v1/namespaces/" + namespace
                + "/pods?watch=true&allowWatchBookmarks=true&resourceVersion="
                + URLEncoder.encode(resourceVersion, UTF_8)
                + "&labelSelector=" + URLEncoder.encode(labels, UTF_8));
    }

    private NonNamespaceOperation<Pod, PodList, PodResource> pods() {
        return client.pods().inNamespace(namespace);
    }

    private FilterWatchListDeletable<Pod, PodList, PodResource> ours() {
        return pods().withLabels(selector);
    }

    private Pod named(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    /** An answer of null is what fabric8 makes of a 404. */
    private static <T> Answer<T> ask(Supplier<@Nullable T> call) {
        try {
            T value = call.get();
            return value == null
                    ? new Answer.Refused<>(new Refusal(Refusal.Kind.NOT_FOUND, "there is no such Pod", null))
                    : new Answer.Done<>(value);
        } catch (KubernetesClientException e) {
            return new Answer.Refused<>(refusal(e));
        }
    }

    static Refusal refusal(KubernetesClientException e) {
        Status status = e.getStatus();
        String message = status != null && status.getMessage() != null ? status.getMessage() : e.getMessage();
        Integer seconds = status == null || status.getDetails() == null
                ? null
                : status.getDetails().getRetryAfterSeconds();
        return new Refusal(
                kind(e.getCode(), status == null ? null : status.getReason(), String.valueOf(message)),
                String.valueOf(message),
                seconds == null || seconds <= 0 ? null : Duration.ofSeconds(seconds));
    }

    /** The second is what a quota says that has just been made and not been counted yet. */
    private static boolean isOfQuota(String message) {
        return message.contains("exceeded quota") || message.contains("status unknown for quota");
    }

    private static Refusal.Kind kind(int code, @Nullable String reason, String message) {
        return switch (code) {
            case 404 -> Refusal.Kind.NOT_FOUND;
            case 409 -> "AlreadyExists".equals(reason) ? Refusal.Kind.ALREADY_EXISTS : Refusal.Kind.CONFLICT;
            case 410 -> Refusal.Kind.GONE;
            case 429 -> Refusal.Kind.THROTTLED;
            case 403 -> isOfQuota(message.toLowerCase(Locale.ROOT)) ? Refusal.Kind.QUOTA : Refusal.Kind.REFUSED;
            // 401: a token that ran out is renewed; 408: the API server gave up waiting.
            case 401, 408 -> Refusal.Kind.UNAVAILABLE;
            default -> code >= 400 && code < 500 ? Refusal.Kind.REFUSED : Refusal.Kind.UNAVAILABLE;
        };
    }
}
