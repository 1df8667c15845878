package dev.docket.serde;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.docket.event.Incarnation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object in a single pass, in whatever order they come. Each is read under a number of its own,
 * below 32, so that one that is named twice is noticed. Whatever is not plainly what was asked for is {@link Unusual}.
 */
final class FieldReader {

    /** What stands between the braces of a value. */
    @FunctionalInterface
    interface Body<V> {
        V read(FieldReader fields) throws IOException;
    }

    /** Looks for no duplicates by itself: it need not, and they cost a set for each object. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final JsonParser parser;
    private int seen;

    private FieldReader(JsonParser parser) {
        this.parser = parser;
    }

    /** The one object that the text holds, or null if it has to be read in another way. */
    static <V> @Nullable V read(JsonText json, Body<V> body) {
        try (JsonParser parser = json.parser(FACTORY)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            V value = body.read(new FieldReader(parser));
            return parser.nextToken() == null ? value : null;
        } catch (IOException | RuntimeException e) {
            // Whatever it is, the mapper will say it.
            return null;
        }
    }

    /** Moves to the value of the next field; its name, or null behind the last. */
    @Nullable
    String next() throws IOException {
        String field = parser.nextFieldName();
        if (field != null) {
            parser.nextToken();
        } else if (!parser.hasToken(JsonToken.END_OBJECT)) {
            throw new Unusual();
        }
        return field;
    }

    <V> @Nullable V object(int number, Body<V> body) throws IOException {
        once(number);
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        demand(JsonToken.START_OBJECT);
        return body.read(new FieldReader(parser));
    }

    @Nullable
    String text(int number) throws IOException {
        once(number);
        return text();
    }

    /** The elements may be null. */
    @Nullable
    List<@Nullable String> texts(int number) throws IOException {
        once(number);
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        demand(JsonToken.START_ARRAY);
        List<@Nullable String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    @Nullable
    Instant instant(int number) throws IOException {
        once(number);
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        demand(JsonToken.VALUE_STRING);
        return InstantText.parse(parser.getText());
    }

    Incarnation incarnation(int number) throws IOException {
        once(number);
        demand(JsonToken.VALUE_STRING);
        return Incarnation.parse(parser.getText());
    }

    int integer(int number) throws IOException {
        once(number);
        demand(JsonToken.VALUE_NUMBER_INT);
        return parser.getIntValue();
    }

    @Nullable
    Integer integerOrNull(int number) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            once(number);
            return null;
        }
        return integer(number);
    }

    long longInteger(int number) throws IOException {
        once(number);
        demand(JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    /** Refuses an object without one of the fields that must be there; needed for those that null cannot stand for. */
    void demandSeen(int number) throws Unusual {
        if ((seen & (1 << number)) == 0) {
            throw new Unusual();
        }
    }

    private @Nullable String text() throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        demand(JsonToken.VALUE_STRING);
        String text = parser.getText();
        if (!TextModule.isWhole(text)) {
            throw new Unusual();
        }
        return text;
    }

    private void once(int number) throws Unusual {
        int bit = 1 << number;
        if ((seen & bit) != 0) {
            throw new Unusual();
        }
        seen |= bit;
    }

    private void demand(JsonToken token) throws Unusual {
        if (!parser.hasToken(token)) {
            throw new Unusual();
        }
    }
}
