package dev.docket.serde;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.docket.event.Incarnation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one value in the order of the calls, as {@link WireMapper} would: what is null is left out. */
final class FieldWriter {

    /** What stands between the braces of a value. */
    @FunctionalInterface
    interface Body<V> {
        void write(FieldWriter fields, V value) throws IOException;
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator generator;

    private FieldWriter(JsonGenerator generator) {
        this.generator = generator;
    }

    /** The value as UTF-8 JSON; the buffers are the thread's, as they are the mapper's. */
    static <V> byte[] write(V value, Body<V> body) {
        BufferRecycler buffers = FACTORY._getBufferRecycler();
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(buffers)) {
            try (JsonGenerator generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
                generator.writeStartObject();
                body.write(new FieldWriter(generator), value);
                generator.writeEndObject();
            }
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        } finally {
            buffers.releaseToPool();
        }
    }

    <V> void object(SerializableString name, @Nullable V value, Body<V> body) throws IOException {
        if (value != null) {
            generator.writeFieldName(name);
            generator.writeStartObject();
            body.write(this, value);
            generator.writeEndObject();
        }
    }

    void text(SerializableString name, @Nullable String value) throws IOException {
        if (value != null) {
            generator.writeFieldName(name);
            generator.writeString(TextModule.whole(value));
        }
    }

    /** Text that is known beforehand. */
    void constant(SerializableString name, SerializableString value) throws IOException {
        generator.writeFieldName(name);
        generator.writeString(value);
    }

    void texts(SerializableString name, List<String> values) throws IOException {
        generator.writeFieldName(name);
        generator.writeStartArray();
        for (String value : values) {
            generator.writeString(TextModule.whole(value));
        }
        generator.writeEndArray();
    }

    void name(SerializableString name, Enum<?> value) throws IOException {
        generator.writeFieldName(name);
        generator.writeString(value.name());
    }

    void incarnation(SerializableString name, Incarnation value) throws IOException {
        generator.writeFieldName(name);
        generator.writeString(value.toString());
    }

    void instant(SerializableString name, @Nullable Instant value) throws IOException {
        if (value != null) {
            generator.writeFieldName(name);
            generator.writeString(InstantText.of(value));
        }
    }

    void number(SerializableString name, int value) throws IOException {
        generator.writeFieldName(name);
        generator.writeNumber(value);
    }

    void number(SerializableString name, long value) throws IOException {
        generator.writeFieldName(name);
        generator.writeNumber(value);
    }

    void number(SerializableString name, @Nullable Integer value) throws IOException {
        if (value != null) {
            number(name, value.intValue());
        }
    }

    void number(SerializableString name, @Nullable Double value) throws IOException {
        if (value != null) {
            generator.writeFieldName(name);
            generator.writeNumber(value.doubleValue());
        }
    }

    void flag(SerializableString name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            generator.writeFieldName(name);
            generator.writeBoolean(value);
        }
    }
}
