package dev.docket.launcher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    /** The last bytes of the text, never beginning within a character. */
    static String tail(String text, int bytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        if (all.length <= bytes) {
            return text;
        }
        int from = all.length - bytes;
        while (from < all.length && (all[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(Arrays.copyOfRange(all, from, all.length), StandardCharsets.UTF_8);
    }
}
