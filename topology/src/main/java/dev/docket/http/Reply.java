package dev.docket.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.docket.query.Peers;
import dev.docket.query.Question.PeerReply;
import dev.docket.serde.EventJson;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, ready to be sent.
 *
 * @param status the HTTP status
 * @param contentType what the body is
 * @param body the body
 * @param headers more headers
 */
record Reply(int status, String contentType, String body, Map<String, String> headers) {

    private static final String JSON = "application/json";

    Reply {
        headers = Map.copyOf(headers);
    }

    /** A value as JSON. */
    static Reply json(int status, Object value) {
        return new Reply(status, JSON, json(value), Map.of());
    }

    static Reply text(String contentType, String text) {
        return new Reply(200, contentType, text, Map.of());
    }

    static Reply of(Problem problem) {
        return new Reply(problem.status(), Problem.CONTENT_TYPE, json(problem), Map.of());
    }

    /** Nobody can say at the moment. */
    static Reply unavailable(String detail) {
        return of(Problem.of(503, detail)).with("Retry-After", "1");
    }

    /** What another instance answered, as it came. */
    static Reply of(PeerReply peer) {
        return new Reply(
                peer.status(), peer.contentType(), peer.body(), Map.of(Peers.INSTANCE_HEADER, peer.instance()));
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }

    void send(Context ctx) {
        headers.forEach(ctx::header);
        ctx.status(status).contentType(contentType).result(body);
    }

    private static String json(Object value) {
        try {
            return EventJson.values().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can always be written", e);
        }
    }
}
