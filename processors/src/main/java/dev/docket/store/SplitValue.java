package dev.docket.store;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The form of every value in an indexed store: {@code [length of the header, unsigned 16 bits][header][payload]}. The
 * header is what an index needs to know and is small; the payload, which may be empty, is large and seldom read.
 */
public final class SplitValue {

    /** The longest header, in bytes. */
    public static final int MAX_HEADER_BYTES = 0xFFFF;

    static final int LENGTH_BYTES = 2;

    private SplitValue() {}

    /**
     * Makes a value of its parts.
     *
     * @throws IllegalArgumentException if the header is longer than {@link #MAX_HEADER_BYTES}
     */
    public static byte[] join(byte[] header, byte[] payload) {
        if (header.length > MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("A header of " + header.length + " bytes is too long");
        }
        return ByteBuffer.allocate(LENGTH_BYTES + header.length + payload.length)
                .putShort((short) header.length)
                .put(header)
                .put(payload)
                .array();
    }

    /**
     * The header of a value: a read-only view, nothing is copied.
     *
     * @throws IllegalArgumentException if this is not a value of this form
     */
    public static ByteBuffer header(byte[] value) {
        return ByteBuffer.wrap(value, LENGTH_BYTES, headerLength(value)).slice().asReadOnlyBuffer();
    }

    /**
     * The payload of a value: a read-only view, nothing is copied.
     *
     * @throws IllegalArgumentException if this is not a value of this form
     */
    public static ByteBuffer payload(byte[] value) {
        int start = LENGTH_BYTES + headerLength(value);
        return ByteBuffer.wrap(value, start, value.length - start).slice().asReadOnlyBuffer();
    }

    /** Where the payload begins, which may be the end. */
    static int payloadStart(byte[] value) {
        return LENGTH_BYTES + headerLength(value);
    }

    /**
     * Refuses what is no value; null is none, and may pass.
     *
     * @throws IllegalArgumentException if this is not a value of this form
     */
    static void check(byte @Nullable [] value) {
        if (value != null) {
            headerLength(value);
        }
    }

    private static int headerLength(byte[] value) {
        if (value.length < LENGTH_BYTES) {
            throw new IllegalArgumentException("A value of " + value.length + " bytes has no header length");
        }
        int length = (value[0] & 0xFF) << Byte.SIZE | (value[1] & 0xFF);
        if (length > value.length - LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "A value of " + value.length + " bytes cannot have a header of " + length);
        }
        return length;
    }
}
