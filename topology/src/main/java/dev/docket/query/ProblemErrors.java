package dev.docket.query;

import dev.docket.serde.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server says of requests that never reach a handler: too long, or no HTTP at all. */
final class ProblemErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(body(status)), callback);
        return true;
    }

    /** What kind of error a status is. */
    static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 413 -> "Content too large";
            case 414 -> "URI too long";
            case 431 -> "Header fields too large";
            default -> status < 500 ? "Refused" : "Internal error";
        };
    }

    /** What happened, as far as a client may know. */
    static String detail(int status) {
        return status == 404
                ? "There is nothing at this address."
                : status < 500 ? "The request cannot be handled as it is." : "The log of this instance says why.";
    }

    private static byte[] body(int status) throws IOException {
        return EventJson.values().writeValueAsBytes(Problem.of(status, title(status), detail(status)));
    }
}
