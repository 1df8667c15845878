package dev.docket.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A value as text, to be parsed. It is decoded strictly, and before: Jackson alone would guess UTF-16 and UTF-32, and take
 * overlong forms and encoded surrogates. ASCII, which most values are, has nothing to decode.
 */
final class JsonText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Of eight bytes; none is set in ASCII. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** How many bytes Jackson looks at for its guess; a zero among them may mislead it, and no JSON begins with one. */
    private static final int GUESSED_BY = 4;

    /** The bytes if they are ASCII and cannot be taken for anything else, else empty. */
    private final ByteBuffer ascii;

    private final CharBuffer decoded;

    private JsonText(ByteBuffer ascii, CharBuffer decoded) {
        this.ascii = ascii;
        this.decoded = decoded;
    }

    static JsonText of(byte[] value) throws CharacterCodingException {
        return of(ByteBuffer.wrap(value));
    }

    /**
     * The text from a buffer's position to its limit; neither is moved.
     *
     * @throws CharacterCodingException if that is not UTF-8
     */
    static JsonText of(ByteBuffer value) throws CharacterCodingException {
        if (isAscii(value)) {
            return new JsonText(value.hasArray() ? value : copied(value), CharBuffer.allocate(0));
        }
        CharBuffer json = StandardCharsets.UTF_8.newDecoder().decode(value.duplicate());
        if (json.hasRemaining() && json.get(json.position()) == BYTE_ORDER_MARK) {
            json.get();
        }
        return new JsonText(ByteBuffer.allocate(0), json);
    }

    /** A parser of it. */
    JsonParser parser(JsonFactory factory) throws IOException {
        return ascii.hasRemaining()
                ? factory.createParser(ascii.array(), ascii.arrayOffset() + ascii.position(), ascii.remaining())
                : factory.createParser(
                        decoded.array(), decoded.arrayOffset() + decoded.position(), decoded.remaining());
    }

    private static boolean isAscii(ByteBuffer value) {
        int at = value.position();
        for (int i = 0; i < Math.min(GUESSED_BY, value.remaining()); i++) {
            if (value.get(at + i) <= 0) {
                return false;
            }
        }
        for (; at <= value.limit() - Long.BYTES; at += Long.BYTES) {
            if ((value.getLong(at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < value.limit(); at++) {
            if (value.get(at) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer copied(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public String toString() {
        return ascii.hasRemaining()
                ? StandardCharsets.US_ASCII.decode(ascii.duplicate()).toString()
                : decoded.toString();
    }
}
