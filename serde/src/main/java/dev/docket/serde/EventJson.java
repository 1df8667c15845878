package dev.docket.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.docket.event.Event;
import java.nio.charset.CharacterCodingException;
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
            JsonText json = JsonText.of(value);
            T event = EventReader.read(json, family);
            return event == null ? MappedJson.read(json, family) : new Reading.Parsed<>(event);
        } catch (CharacterCodingException e) {
            return new Unreadable<>(Unreadable.Reason.NOT_JSON, "the value is not UTF-8");
        }
    }
}
