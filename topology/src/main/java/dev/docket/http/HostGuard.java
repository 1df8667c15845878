package dev.docket.http;

import dev.docket.config.HostPort;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens on the loopback address only is asked by this machine only, and that includes the browsers on it: a
 * page from anywhere can have its own name resolve to 127.0.0.1 and then ask as if it came from here ("DNS rebinding").
 * So such a server answers only to the names that this machine has for itself, and to the one that it was given.
 */
final class HostGuard {

    private static final Pattern OWN_NAMES =
            Pattern.compile("localhost|.*\\.localhost|127\\.[0-9.]+|\\[?::1]?|\\[?0:0:0:0:0:0:0:1]?");

    private final boolean loopback;
    private final Optional<String> advertised;

    private HostGuard(boolean loopback, Optional<String> advertised) {
        this.loopback = loopback;
        this.advertised = advertised;
    }

    static HostGuard of(HostPort listen, @Nullable HostPort advertised) {
        return new HostGuard(
                isLoopback(listen.host()),
                Optional.ofNullable(advertised).map(host -> host.host().toLowerCase(Locale.ROOT)));
    }

    /**
     * @throws Refused with 421 if the request names another host
     */
    void check(Context ctx) {
        if (loopback && !isOurs(ctx.header("Host"))) {
            throw new Refused(Problem.of(421, "This server answers to localhost and to its advertised name only."));
        }
    }

    private boolean isOurs(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return true; // HTTP/1.0; no browser leaves it out
        }
        String host = header.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return OWN_NAMES.matcher(host).matches()
                || advertised.filter(host::equals).isPresent();
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // listening on it fails next, and says so
        }
    }
}
