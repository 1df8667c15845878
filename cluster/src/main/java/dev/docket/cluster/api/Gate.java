package dev.docket.cluster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask: those who name the server by a loopback address (a page that a browser got from elsewhere cannot, even
 * if it makes its own name lead here), no web pages, and, if there is a token, those who have it.
 */
record Gate(@Nullable String token) {
    /** Null for a request that may come in. */
    @Nullable
    ApiRefusal refusal(HttpServerRequest request) {
        String host = request.authority() == null ? "" : request.authority().host();
        if (!host.equals("127.0.0.1") && !host.equals("localhost") && !host.equals("[::1]")) {
            return ApiRefusal.of(403, "Forbidden", "the stand-in is to be asked by a loopback address");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals("http://" + request.getHeader("Host"))) {
            return ApiRefusal.of(403, "Forbidden", "requests of web pages are not served");
        }
        if (token != null && !same("Bearer " + token, request.getHeader("Authorization"))) {
            return ApiRefusal.of(401, "Unauthorized", "Unauthorized");
        }
        return null;
    }

    private static boolean same(String expected, @Nullable String given) {
        return given != null && MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
    }
}
