package dev.docket.launcher;

import dev.docket.event.AttemptId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The name of an attempt's Pod: {@code <installation>-<readable part of the id>-<digest>}, a legal DNS label for any id.
 * The digest alone (100 bits of SHA-256 over installation, queue, id, incarnation and attempt) tells attempts apart, and
 * the same attempt always gets the same name: that is what makes the API server refuse a second Pod.
 */
final class PodNames {
    private static final int LONGEST = 63;
    private static final int DIGEST_CHARS = 20;
    private static final int LONGEST_READABLE = 24;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private PodNames() {}

    static String of(String installation, AttemptId attempt) {
        int room = Math.min(LONGEST_READABLE, LONGEST - installation.length() - DIGEST_CHARS - 2);
        String readable = readable(attempt.executionId(), room);
        return installation + "-" + (readable.isEmpty() ? "" : readable + "-") + digest(installation, attempt);
    }

    private static String readable(String id, int room) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < id.length() && name.length() < room; i++) {
            char c = id.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                name.append((char) (c - 'A' + 'a'));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                name.append(c);
            } else if (name.length() > 0 && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        if (name.length() > 0 && name.charAt(name.length() - 1) == '-') {
            name.setLength(name.length() - 1);
        }
        return name.toString();
    }

    private static String digest(String installation, AttemptId attempt) {
        MessageDigest sha = sha256();
        // Each part with its length in front, so that no two different attempts give the same bytes.
        for (String part : new String[] {
            installation,
            attempt.queue(),
            attempt.executionId(),
            attempt.incarnation().toString(),
            Integer.toString(attempt.attempt())
        }) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            sha.update(bytes);
        }
        return base32(sha.digest());
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(DIGEST_CHARS);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; text.length() < DIGEST_CHARS; ) {
            if (bits < 5) {
                buffer = (buffer << 8) | (bytes[i++] & 0xff);
                bits += 8;
            }
            bits -= 5;
            text.append(BASE32.charAt((buffer >>> bits) & 31));
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
