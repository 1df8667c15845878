package dev.docket.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, as the HTML standard frames them: {@code event:} and {@code data:} lines up to an empty line,
 * comments between. No line and no event may be longer than {@value #MAX_BYTES} bytes.
 */
final class EventReader {

    static final int MAX_BYTES = 1 << 18;

    /**
     * @param name what kind; {@code message} where the server names none
     * @param data its lines, joined by line breaks; may be empty
     */
    record ServerEvent(String name, String data) {}

    private final InputStream in;
    private final Runnable heard;
    private boolean afterReturn;

    /** @param heard told of every line, heartbeats included */
    EventReader(InputStream in, Runnable heard) {
        this.in = in;
        this.heard = heard;
    }

    /** The next event; null when the stream has ended, and with it the event that it broke off in. */
    @Nullable
    ServerEvent next() throws IOException {
        String name = "message";
        StringJoiner data = new StringJoiner("\n");
        boolean any = false;
        for (String line = line(); line != null; line = line()) {
            heard.run();
            if (line.isEmpty() && any) {
                return new ServerEvent(name, data.toString());
            } else if (line.startsWith("event:")) {
                name = value(line);
                any = true;
            } else if (line.startsWith("data:")) {
                data.add(value(line));
                any = true;
                if (data.length() > MAX_BYTES) {
                    throw tooLong();
                }
            }
        }
        return null;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /** Lines end with LF, CR, or both. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            boolean second = afterReturn && next == '\n';
            afterReturn = next == '\r';
            if (second) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() >= MAX_BYTES) {
                throw tooLong();
            }
            line.write(next);
        }
        return null;
    }

    private static CommandFailed tooLong() {
        return new CommandFailed(Exit.FAILED, "the coordinator sent an event of more than " + MAX_BYTES + " bytes");
    }
}
