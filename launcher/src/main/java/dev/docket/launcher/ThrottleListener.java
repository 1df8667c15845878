package dev.docket.launcher;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears every 429, whichever request it answers. The API server's overload protection says how long to stay away in the
 * header {@code Retry-After} and sends no Status object, so that the exception does not carry it.
 *
 * @param throttle takes how long to wait
 */
record ThrottleListener(Consumer<Duration> throttle) implements Interceptor {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration UNTOLD = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (response.code() == TOO_MANY_REQUESTS) {
            throttle.accept(retryAfter(response.header("Retry-After")));
        }
    }

    /** A number of seconds; the other legal form, a date, the API server never sends. */
    static Duration retryAfter(@Nullable String header) {
        try {
            Duration asked = header == null ? UNTOLD : Duration.ofSeconds(Long.parseLong(header.strip()));
            return asked.isNegative() ? UNTOLD : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        } catch (NumberFormatException e) {
            return UNTOLD;
        }
    }
}
