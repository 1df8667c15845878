package dev.docket.serde;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.docket.event.Incarnation;
import java.io.IOException;

/** Writes an incarnation as {@code partition-offset}. */
final class IncarnationModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    IncarnationModule() {
        addSerializer(Incarnation.class, ToStringSerializer.instance);
        addDeserializer(Incarnation.class, new FromText());
    }

    private static final class FromText extends StdScalarDeserializer<Incarnation> {

        private static final long serialVersionUID = 1;

        FromText() {
            super(Incarnation.class);
        }

        @Override
        public Incarnation deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Incarnation) context.handleUnexpectedToken(Incarnation.class, parser);
            }
            try {
                return Incarnation.parse(parser.getText());
            } catch (IllegalArgumentException e) {
                return (Incarnation) context.handleWeirdStringValue(
                        Incarnation.class, parser.getText(), "an incarnation is written partition-offset");
            }
        }
    }
}
