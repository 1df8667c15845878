package dev.docket.cluster.api;

import java.time.Duration;
import java.util.Map;

/**
 * What goes wrong on purpose: asked once for each request, on the server's event loop, so it must not block.
 *
 * <p>A test counts, matches and decides in its own implementation; cutting watches and forgetting the watch history are
 * methods of the stand-in, since no request causes them.
 */
@FunctionalInterface
public interface Faults {
    /** Nothing goes wrong. */
    Faults NONE = (method, uri) -> new Pass();

    /**
     * What happens to this request.
     *
     * @param uri path and query as sent
     */
    Fault next(String method, String uri);

    /** One thing that can happen to a request. */
    sealed interface Fault {}

    /** The request is served as usual. */
    record Pass() implements Fault {}

    /** The request is served as usual, later. */
    record Delay(Duration by) implements Fault {}

    /** The request is taken at once and takes effect so much later, even if whoever sent it has gone by then. */
    record DelayEffect(Duration by) implements Fault {}

    /** The request takes effect at once, and the answer comes so much later. A watch is opened at once. */
    record DelayAnswer(Duration by) implements Fault {}

    /** The request is not served: this answer comes back, with a {@code Status} of that reason and message. */
    record Refuse(int code, String reason, String message, Map<String, String> headers) implements Fault {
        public Refuse {
            headers = Map.copyOf(headers);
        }

        public Refuse(int code, String reason, String message) {
            this(code, reason, message, Map.of());
        }
    }

    /** The connection is closed and nothing was done. */
    record CutBefore() implements Fault {}

    /** The request takes effect, and the connection is closed in the middle of the answer. */
    record CutAfter() implements Fault {}
}
