package dev.docket.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.docket.event.Event;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON: one object, {@code type} first and {@code schemaVersion} second, absent fields left out, instants in
 * ISO-8601 and UTC. Unknown fields are ignored, null stands for absent; a failure, timeout, cancel or delete reason that
 * this version does not know reads as {@code UNKNOWN}. The encoding is UTF-8 (a byte order mark is passed over), and no
 * object may name a field twice, unknown ones included: whoever reads a value sees the same event in it.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class EventJson {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Of eight bytes; none is set in ASCII. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private EventJson() {}

    /** The mapper that knows Docket's values; for what is written besides events. */
    public static ObjectMapper values() {
        return MappedJson.MAPPER;
    }

    /** The event as UTF-8 JSON. */
    public static byte[] write(Event event) {
        byte[] written = EventWriter.write(event);
        return written == null ? MappedJson.write(event) : written;
    }

    /**
     * Reads a record's value.
     *
     * @return the event, or why the value is none; never throws for what stands in the value
     */
    public static <T extends Event> Reading<T> read(byte @Nullable [] value, EventFamily<T> family) {
        if (value == null || value.length == 0) {
            return new Unreadable<>(Unreadable.Reason.EMPTY, "there is no value");
        }
        try {
            CharBuffer json = decode(value);
            T event = EventReader.read(json, family);
            return event == null ? MappedJson.read(json, family) : new Reading.Parsed<>(event);
        } catch (CharacterCodingException e) {
            return new Unreadable<>(Unreadable.Reason.NOT_JSON, "the value is not UTF-8");
        }
    }

    static CharBuffer decode(byte[] value) throws CharacterCodingException {
        return decode(ByteBuffer.wrap(value));
    }

    /** Strictly: Jackson alone would guess UTF-16 and UTF-32, and take overlong forms and encoded surrogates. */
    static CharBuffer decode(ByteBuffer value) throws CharacterCodingException {
        if (isAscii(value)) {
            return CharBuffer.wrap(ascii(value));
        }
        CharBuffer json = StandardCharsets.UTF_8.newDecoder().decode(value);
        if (json.hasRemaining() && json.get(json.position()) == BYTE_ORDER_MARK) {
            json.get();
        }
        return json;
    }

    private static boolean isAscii(ByteBuffer value) {
        int at = value.position();
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

    /** By way of a string: the platform copies and widens its bytes several at a time. */
    private static char[] ascii(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        char[] chars = new char[bytes.length];
        new String(bytes, StandardCharsets.ISO_8859_1).getChars(0, chars.length, chars, 0);
        return chars;
    }
}
