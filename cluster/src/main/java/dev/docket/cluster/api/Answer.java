package dev.docket.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Revision;
import java.util.Map;
import java.util.function.Predicate;

/** What a request leads to: a finished response, or a stream of watch events. */
sealed interface Answer {
    /** A whole response. Carried to the connection and never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(int code, String contentType, byte[] body, Map<String, String> headers) implements Answer {}

    /**
     * A watch.
     *
     * @param after the revision to start behind; 0 for the present state first
     * @param timeoutSeconds when the server ends it
     */
    record Watch(String resource, Predicate<Revision> filter, long after, boolean bookmarks, long timeoutSeconds)
            implements Answer {}

    static Answer json(int code, byte[] body) {
        return new Whole(code, "application/json", body, Map.of());
    }

    static Answer json(int code, JsonNode body) {
        return json(code, Json.bytes(body));
    }

    static Answer text(byte[] body) {
        return new Whole(200, "text/plain", body, Map.of());
    }

    static Answer refusal(ApiRefusal refusal) {
        return new Whole(refusal.code(), "application/json", Json.bytes(refusal.status()), refusal.headers());
    }
}
