package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the lines of a stream together from buffers that end anywhere. Bytes are cut, and only whole lines decoded: a
 * character may come in two buffers, but no byte of a longer character is a line feed.
 *
 * <p>Threading: one at a time.
 */
final class WatchLines {
    /** Ten times what etcd takes of an object. */
    static final int LONGEST = 16 << 20;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** The lines that these bytes end. */
    List<String> add(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        List<String> ended = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, from, i - from);
                ended.add(begun.toString(UTF_8));
                begun.reset();
                from = i + 1;
            }
        }
        begun.write(bytes, from, bytes.length - from);
        return ended;
    }

    /** Whether the line that has begun is longer than any event. */
    boolean isTooLong() {
        return begun.size() > LONGEST;
    }
}
