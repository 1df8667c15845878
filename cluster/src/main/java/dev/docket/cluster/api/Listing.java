package dev.docket.cluster.api;

import dev.docket.cluster.api.ApiRefusal.Cause;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists, whole or in pages. A list that has more pages keeps the picture that its first page was taken from, so that all
 * pages show one revision; only the last {@value #MAX_OPEN} such pictures are kept, and a token of an older one is
 * answered 410, as an expired token is.
 *
 * <p>Threading: used on the server's event loop only.
 */
final class Listing {
    private static final int MAX_OPEN = 64;

    private final ObjectStore store;
    private final Map<String, Rest> open = new LinkedHashMap<>();

    /** What is left of a paged list. */
    private record Rest(List<Revision> objects, int from, long revision) {}

    Listing(ObjectStore store) {
        this.store = store;
    }

    Answer list(ResourceKind kind, @Nullable String namespace, Predicate<Revision> filter, ApiRequest request)
            throws ApiRefusal {
        int limit = (int) Math.min(Integer.MAX_VALUE, request.number("limit").orElse(0L));
        String token = request.parameter("continue");
        Rest rest;
        if (token != null && !token.isEmpty()) {
            rest = open.remove(token);
            if (rest == null) {
                throw ApiRefusal.expired("The provided continue parameter is too old to display a consistent list"
                        + " result. You must start a new list without the continue parameter.");
            }
        } else {
            ObjectStore.Snapshot snapshot = store.list(kind.plural(), namespace);
            checkRevision(request, snapshot.revision());
            List<Revision> matching = snapshot.objects().stream().filter(filter).toList();
            rest = new Rest(matching, 0, snapshot.revision());
        }
        return page(kind, rest, limit);
    }

    private Answer page(ResourceKind kind, Rest rest, int limit) {
        int total = rest.objects().size();
        int end = limit <= 0 ? total : (int) Math.min(total, (long) rest.from() + limit);
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 + (end - rest.from()) * 2048);
        var metadata = Json.object().put("resourceVersion", Long.toString(rest.revision()));
        if (end < total) {
            String token = UUID.randomUUID().toString();
            open.put(token, new Rest(rest.objects(), end, rest.revision()));
            if (open.size() > MAX_OPEN) {
                open.remove(open.keySet().iterator().next());
            }
            metadata.put("continue", token).put("remainingItemCount", total - end);
        }
        ascii(out, "{\"kind\":\"" + kind.kind() + "List\",\"apiVersion\":\"v1\",\"metadata\":");
        out.writeBytes(Json.bytes(metadata));
        ascii(out, ",\"items\":[");
        for (int i = rest.from(); i < end; i++) {
            if (i > rest.from()) {
                out.write(',');
            }
            out.writeBytes(rest.objects().get(i).bytes());
        }
        ascii(out, "]}");
        return Answer.json(200, out.toByteArray());
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The newest state satisfies an unset version, 0, and any version it is not older than; an exact one only if it is
     * that very state, since older ones are not kept.
     */
    private static void checkRevision(ApiRequest request, long current) throws ApiRefusal {
        String match = request.parameter("resourceVersionMatch");
        Optional<Long> asked = revision(request);
        if (match != null && !match.isEmpty()) {
            if (request.query().getOrDefault("resourceVersion", "").isEmpty()) {
                throw listOptions(Cause.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
                throw listOptions(
                        Cause.unsupported("resourceVersionMatch", match, "\"Exact\", \"NotOlderThan\", \"\""));
            }
            if (match.equals("Exact") && asked.orElse(0L) == 0) {
                throw listOptions(Cause.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        if (asked.isPresent() && asked.get() > current) {
            throw ApiRefusal.tooLargeRevision(asked.get(), current);
        }
        if ("Exact".equals(match) && asked.orElse(current) < current) {
            throw ApiRefusal.expired("The resourceVersion for the provided list is too old.");
        }
    }

    /** The version a request names, if any. */
    static Optional<Long> revision(ApiRequest request) throws ApiRefusal {
        String text = request.parameter("resourceVersion");
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw listOptions(Cause.invalid("resourceVersion", Cause.quote(text), "strconv.ParseUint: invalid syntax"));
        }
        return Optional.of(Long.parseLong(text));
    }

    static ApiRefusal listOptions(Cause cause) {
        return ApiRefusal.invalid("ListOptions", "", List.of(cause));
    }
}
