package dev.docket.serde;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Metadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request while it waits, as JSON and without the mapper: the same bytes as {@link EventJson#values()}
 * makes of a record of these three components. They are part of the state format.
 *
 * @param spec what to run
 * @param metadata as the client sent it
 * @param traceparent the W3C trace context of the request
 */
public record StoredSpec(
        ExecutionSpec spec,
        @Nullable Metadata metadata,
        @Nullable String traceparent) {

    /** As UTF-8 JSON. */
    public byte[] toJson() {
        return FieldWriter.write(this, StoredSpec::write);
    }

    /** Null if the value has to be read by the mapper, which alone says whether anything is wrong with it. */
    public static @Nullable StoredSpec fromJson(ByteBuffer json) {
        try {
            return FieldReader.read(JsonText.of(json), StoredSpec::read);
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void write(FieldWriter fields, StoredSpec stored) throws IOException {
        fields.object(FieldNames.SPEC, stored.spec, SpecFields::write);
        fields.object(FieldNames.METADATA, stored.metadata, MetadataFields::write);
        fields.text(FieldNames.TRACEPARENT, stored.traceparent);
    }

    private static StoredSpec read(FieldReader fields) throws IOException {
        ExecutionSpec spec = null;
        Metadata metadata = null;
        String traceparent = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "spec" -> spec = fields.object(0, SpecFields::read);
                case "metadata" -> metadata = fields.object(1, MetadataFields::read);
                case "traceparent" -> traceparent = fields.text(2);
                default -> throw new Unusual();
            }
        }
        return new StoredSpec(Unusual.ifNull(spec), metadata, traceparent);
    }
}
