package dev.docket.queue;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Priority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, in 128 bits: the first half of SHA-256 over its checked content, each part with its length.
 * Two requests under one id are the same request if their digests are equal.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record ContentDigest(long high, long low) {

    /** Of what cannot be read any more: no request is the same as that. */
    public static final ContentDigest UNKNOWN = new ContentDigest(0, 0);

    static ContentDigest of(String userId, Priority priority, ExecutionSpec spec) {
        Parts parts = new Parts();
        parts.add(userId);
        parts.add(priority.name());
        parts.add(spec.script());
        parts.add(spec.language());
        parts.add(spec.languageVersion());
        parts.add(spec.runtimeImage());
        parts.add(spec.runtimeCommand().size());
        spec.runtimeCommand().forEach(parts::add);
        parts.add(spec.runtimeFilename());
        parts.add(spec.timeoutSeconds());
        parts.add(spec.cpuRequest());
        parts.add(spec.cpuLimit());
        parts.add(spec.memoryRequest());
        parts.add(spec.memoryLimit());
        ByteBuffer hash = ByteBuffer.wrap(sha256(parts));
        return new ContentDigest(hash.getLong(), hash.getLong());
    }

    private static byte[] sha256(Parts parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(parts.bytes, 0, parts.length);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The parts behind each other, so that they are hashed at one go. */
    private static final class Parts {

        private static final int USUAL_BYTES = 1024;

        private byte[] bytes = new byte[USUAL_BYTES];
        private int length;

        void add(int value) {
            makeRoomFor(Integer.BYTES);
            bytes[length] = (byte) (value >>> 24);
            bytes[length + 1] = (byte) (value >>> 16);
            bytes[length + 2] = (byte) (value >>> 8);
            bytes[length + 3] = (byte) value;
            length += Integer.BYTES;
        }

        void add(@Nullable String text) {
            if (text == null) {
                add(-1);
                return;
            }
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            add(utf8.length);
            makeRoomFor(utf8.length);
            System.arraycopy(utf8, 0, bytes, length, utf8.length);
            length += utf8.length;
        }

        private void makeRoomFor(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
            }
        }
    }
}
