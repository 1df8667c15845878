package dev.docket.queue;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Priority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, in 128 bits: the first half of SHA-256 over its checked content, each part with its length.
 * Two requests under one id are the same request if their digests are equal.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record ContentDigest(long high, long low) {

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
        ByteBuffer hash = ByteBuffer.wrap(parts.sha256.digest());
        return new ContentDigest(hash.getLong(), hash.getLong());
    }

    private static final class Parts {

        private final MessageDigest sha256;
        private final ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);

        Parts() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        void add(int value) {
            sha256.update(number.putInt(0, value).array());
        }

        void add(@Nullable String text) {
            if (text == null) {
                add(-1);
                return;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            add(bytes.length);
            sha256.update(bytes);
        }
    }
}
