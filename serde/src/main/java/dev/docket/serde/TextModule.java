package dev.docket.serde;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Text and instants. Text is Unicode: half a surrogate pair, which JSON can hold in an escape but UTF-8 cannot, is
 * refused on reading (as a key or in a store it would become another id's twin) and replaced by U+FFFD on writing (a
 * text that was cut short may end in one). An instant is text in ISO-8601 with a zone offset, nothing else.
 */
final class TextModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    TextModule() {
        addSerializer(String.class, new WholeText());
        addDeserializer(String.class, new ToText());
        addDeserializer(Instant.class, new ToInstant());
    }

    static boolean isWhole(CharSequence text) {
        return firstHalf(text) < 0;
    }

    /** As it is written: without halves of surrogate pairs. */
    static String whole(String text) {
        int half = firstHalf(text);
        return half < 0 ? text : replaced(text, half);
    }

    private static String replaced(String text, int first) {
        StringBuilder whole = new StringBuilder(text);
        for (int half = first; half >= 0; half = firstHalf(whole)) {
            whole.setCharAt(half, '\uFFFD');
        }
        return whole.toString();
    }

    /** The index of the first half of a character that stands alone, or -1. */
    private static int firstHalf(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static final class WholeText extends StdScalarSerializer<String> {

        private static final long serialVersionUID = 1;

        WholeText() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(whole(text));
        }
    }

    private static final class ToText extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1;

        ToText() {
            super(String.class);
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && !isWhole(text)) {
                return (String) context.handleWeirdStringValue(String.class, text, "half a surrogate pair");
            }
            return text;
        }
    }

    private static final class ToInstant extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        ToInstant() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(
                        Instant.class, parser.getText(), "an instant is written in ISO-8601");
            }
        }
    }
}
