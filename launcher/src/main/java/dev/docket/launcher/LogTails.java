package dev.docket.launcher;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of a container's output, once, bounded on the way. A log that cannot be read never holds up an outcome.
 *
 * <p>Threading: safe.
 */
final class LogTails {
    private static final Logger LOG = LoggerFactory.getLogger(LogTails.class);
    /** The API gives the last lines, cut at their end; so ask for room for longer lines than are wanted. */
    private static final int ROOM = 16;

    private static final int USUAL_LINE = 32;

    private final PodApi pods;
    private final ApiCalls calls;
    private final int tailBytes;

    LogTails(PodApi pods, ApiCalls calls, int tailBytes) {
        this.pods = pods;
        this.calls = calls;
        this.tailBytes = tailBytes;
    }

    /** Gives the tail to {@code then}, or null where there is none; on another thread if it must be read. */
    void read(PodEnding ending, Consumer<@Nullable String> then) {
        String name = ending.run().podName();
        if (tailBytes == 0 || !ending.ran() || name == null) {
            then.accept(null);
        } else {
            calls.run(() -> then.accept(read(name)));
        }
    }

    private @Nullable String read(String name) {
        int limit = tailBytes * ROOM;
        int lines = Math.max(1, tailBytes / USUAL_LINE);
        Answer<String> answer = pods.log(name, lines, limit);
        if (answer instanceof Answer.Done<String> done
                && done.value().getBytes(StandardCharsets.UTF_8).length >= limit
                && lines > 1) {
            // Lines so long that their end was cut off: fewer of them, then.
            answer = pods.log(name, Math.max(1, lines / ROOM), limit);
        }
        if (answer instanceof Answer.Done<String> done) {
            return tail(done.value(), tailBytes);
        }
        LOG.debug("no log pod={}", name);
        return null;
    }

    /**
     * The end of the text, so much of it as has room in so many bytes of JSON: a control character takes six there. Never
     * begins within a character.
     */
    static String tail(String text, int bytes) {
        int from = text.length();
        int size = 0;
        while (from > 0) {
            int character = text.codePointBefore(from);
            size += jsonBytes(character);
            if (size > bytes) {
                break;
            }
            from -= Character.charCount(character);
        }
        return text.substring(from);
    }

    private static int jsonBytes(int character) {
        if (character == '"' || character == '\\' || character == '\n' || character == '\t' || character == '\r') {
            return 2;
        }
        if (character < 0x20) {
            return 6;
        }
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }
}
