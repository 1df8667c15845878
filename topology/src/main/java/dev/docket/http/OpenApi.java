package dev.docket.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The OpenAPI document, made of the {@link Endpoint}s when they change and kept as a resource. */
final class OpenApi {

    private static final Reply DOCUMENT = new Reply(200, "application/json", read(), Map.of());

    private OpenApi() {}

    static Reply document() {
        return DOCUMENT;
    }

    private static String read() {
        try (InputStream resource = OpenApi.class.getResourceAsStream("/openapi.json")) {
            if (resource == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
