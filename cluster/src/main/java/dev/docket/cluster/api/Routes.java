package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Key;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** From a request to its answer: the paths of the API and what each verb does there. */
final class Routes {
    private final ObjectStore store;
    private final PodLogs logs;
    private final Clock clock;
    private final Births births;
    private final Listing listing;

    Routes(ObjectStore store, PodLogs logs, Clock clock) {
        this.store = store;
        this.logs = logs;
        this.clock = clock;
        this.births = new Births(store, new QuotaLedger(store), clock);
        this.listing = new Listing(store);
    }

    Births births() {
        return births;
    }

    /** Answers a request; refusals, unwritable strings and failed disks included. */
    Answer answer(ApiRequest request) {
        try {
            return route(request);
        } catch (ApiRefusal refusal) {
            return Answer.refusal(refusal);
        } catch (Json.UnwritableText e) {
            return Answer.refusal(ApiRefusal.badRequest(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return Answer.refusal(ApiRefusal.of(500, "InternalError", "Internal error occurred: " + e.getMessage()));
        }
    }

    private Answer route(ApiRequest request) throws ApiRefusal, IOException {
        List<String> path = request.path();
        if (path.size() < 3 || !path.get(0).equals("api") || !path.get(1).equals("v1")) {
            if (!request.method().equals("GET")) {
                throw ApiRefusal.noSuchPath();
            }
            return Discovery.answer(path);
        }
        List<String> rest = path.subList(2, path.size());
        if (rest.get(0).equals("namespaces") && rest.size() > 2) {
            ResourceKind kind = kind(rest.get(2));
            if (!kind.namespaced()) {
                throw ApiRefusal.noSuchPath();
            }
            return resource(request, kind, rest.get(1), rest.subList(3, rest.size()));
        }
        ResourceKind kind = kind(rest.get(0));
        if (kind.namespaced() && (rest.size() > 1 || !request.method().equals("GET"))) {
            throw ApiRefusal.noSuchPath();
        }
        return resource(request, kind, kind.namespaced() ? null : "", rest.subList(1, rest.size()));
    }

    private static ResourceKind kind(String plural) throws ApiRefusal {
        return ResourceKind.ofPlural(plural).orElseThrow(ApiRefusal::noSuchPath);
    }

    private Answer resource(ApiRequest request, ResourceKind kind, @Nullable String namespace, List<String> rest)
            throws ApiRefusal, IOException {
        if (rest.isEmpty()) {
            return collection(request, kind, namespace);
        }
        Key key = new Key(kind.plural(), namespace == null ? "" : namespace, rest.get(0));
        if (rest.size() == 1) {
            return object(request, kind, key, false);
        }
        if (rest.size() == 2
                && rest.get(1).equals("status")
                && !request.method().equals("DELETE")) {
            return object(request, kind, key, true);
        }
        if (rest.size() == 2 && rest.get(1).equals("log") && kind == ResourceKind.POD) {
            if (!request.method().equals("GET")) {
                throw ApiRefusal.methodNotAllowed();
            }
            return LogRequest.serve(logs, existing(key), request);
        }
        throw ApiRefusal.noSuchPath();
    }

    private Answer collection(ApiRequest request, ResourceKind kind, @Nullable String namespace) throws ApiRefusal {
        switch (request.method()) {
            case "GET" -> {
                Predicate<Revision> filter = filter(request, kind);
                if (!request.flag("watch")) {
                    return listing.list(kind, namespace, filter, request);
                }
                Predicate<Revision> inNamespace = namespace == null
                        ? filter
                        : object -> object.key().namespace().equals(namespace) && filter.test(object);
                return watch(request, kind, inNamespace);
            }
            case "POST" -> {
                return Answer.json(
                        201,
                        births.create(
                                kind,
                                namespace == null ? "" : namespace,
                                request.object(),
                                request.query().getOrDefault("dryRun", "").equals("All")));
            }
            case "DELETE" -> {
                if (kind == ResourceKind.NAMESPACE || namespace == null) {
                    throw ApiRefusal.methodNotAllowed();
                }
                return deleteCollection(request, kind, namespace);
            }
            default -> throw ApiRefusal.methodNotAllowed();
        }
    }

    private static Predicate<Revision> filter(ApiRequest request, ResourceKind kind) throws ApiRefusal {
        return LabelSelector.parse(request.parameter("labelSelector"))
                .and(FieldSelector.parse(kind.plural(), request.parameter("fieldSelector")));
    }

    private Answer watch(ApiRequest request, ResourceKind kind, Predicate<Revision> filter) throws ApiRefusal {
        if (request.flag("sendInitialEvents") || request.parameter("resourceVersionMatch") != null) {
            throw Listing.listOptions(ApiRefusal.Cause.forbidden(
                    "sendInitialEvents",
                    "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled"));
        }
        long after = Listing.revision(request).orElse(0L);
        long timeout = request.number("timeoutSeconds")
                .filter(seconds -> seconds > 0)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1800, 3600));
        return new Answer.Watch(kind.plural(), filter, after, request.flag("allowWatchBookmarks"), timeout);
    }

    private Answer deleteCollection(ApiRequest request, ResourceKind kind, String namespace) throws ApiRefusal {
        Deletion deletion = Deletion.of(request, clock.instant());
        Predicate<Revision> filter = filter(request, kind);
        ObjectNode list = Json.object().put("kind", kind.kind() + "List").put("apiVersion", "v1");
        list.putObject("metadata").put("resourceVersion", Long.toString(store.revision()));
        ArrayNode items = list.putArray("items");
        for (Revision each :
                new ArrayList<>(store.list(kind.plural(), namespace).objects())) {
            if (filter.test(each)) {
                ObjectStore.Edited deleted = store.edit(each.key(), deletion);
                if (deleted != null) {
                    items.add(deleted.revision().tree());
                }
            }
        }
        return Answer.json(200, list);
    }

    private Answer object(ApiRequest request, ResourceKind kind, Key key, boolean status) throws ApiRefusal {
        switch (request.method()) {
            case "GET" -> {
                return Answer.json(200, existing(key).bytes());
            }
            case "PUT" -> {
                ObjectNode replacement = request.object();
                return edit(key, status, tree -> replacement);
            }
            case "PATCH" -> {
                return edit(key, status, Patch.of(request));
            }
            case "DELETE" -> {
                if (kind == ResourceKind.NAMESPACE) {
                    throw ApiRefusal.methodNotAllowed();
                }
                return answered(key, store.edit(key, Deletion.of(request, clock.instant())));
            }
            default -> throw ApiRefusal.methodNotAllowed();
        }
    }

    private Answer edit(Key key, boolean status, Patch patch) throws ApiRefusal {
        return answered(key, store.edit(key, (current, tree) -> {
            ObjectNode before = current.tree();
            ObjectNode after = patch.apply(tree);
            List<String> wrong = PodRules.wrongTypes(after);
            if (!wrong.isEmpty()) {
                throw ApiRefusal.badRequest("wrong type of " + String.join(", ", wrong));
            }
            UpdateRules.settle(current, before, after, status);
            // A patch may give back the tree it was given, so its fields are held apart before the tree is emptied.
            ObjectNode fields = after.deepCopy();
            tree.removeAll();
            tree.setAll(fields);
            return !tree.equals(before);
        }));
    }

    private static Answer answered(Key key, ObjectStore.@Nullable Edited edited) throws ApiRefusal {
        if (edited == null) {
            throw ApiRefusal.notFound(key.resource(), key.name());
        }
        return Answer.json(200, edited.revision().bytes());
    }

    private Revision existing(Key key) throws ApiRefusal {
        Revision found = store.get(key);
        if (found == null) {
            throw ApiRefusal.notFound(key.resource(), key.name());
        }
        return found;
    }

    /** A change of a tree as a client describes it. */
    @FunctionalInterface
    interface Patch {
        ObjectNode apply(ObjectNode tree) throws ApiRefusal;

        static Patch of(ApiRequest request) throws ApiRefusal {
            return switch (request.mediaType()) {
                case "application/merge-patch+json" -> {
                    JsonNode patch = request.json();
                    yield tree -> MergePatch.merge(tree, patch);
                }
                case "application/strategic-merge-patch+json" -> {
                    JsonNode patch = request.json();
                    yield tree -> MergePatch.strategic(tree, patch);
                }
                case "application/json-patch+json" -> {
                    JsonNode patch = request.json();
                    yield tree -> JsonPatch.apply(tree, patch);
                }
                default ->
                    throw ApiRefusal.unsupportedMediaType("application/json-patch+json,"
                            + " application/merge-patch+json, application/strategic-merge-patch+json");
            };
        }
    }
}
