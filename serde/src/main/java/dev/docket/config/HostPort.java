package dev.docket.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host a host name or an address; IPv6 without its brackets
 * @param port 0 to 65535; 0 where any free port will do
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]{1,253})):(\\d{1,5})");

    /** What {@code host:port} says, or nothing if the text is not of that form. */
    public static Optional<HostPort> read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(3));
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return port > 65_535 ? Optional.empty() : Optional.of(new HostPort(host, port));
    }

    /** {@code host:port}, as it is read. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
