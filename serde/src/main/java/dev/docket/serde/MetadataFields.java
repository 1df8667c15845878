package dev.docket.serde;

import dev.docket.event.Metadata;
import java.io.IOException;
import java.time.Instant;

/** The fields of {@link Metadata}. */
final class MetadataFields {

    private MetadataFields() {}

    static void write(FieldWriter fields, Metadata metadata) throws IOException {
        fields.text(FieldNames.EVENT_ID, metadata.eventId());
        fields.text(FieldNames.CORRELATION_ID, metadata.correlationId());
        fields.text(FieldNames.SERVICE, metadata.service());
        fields.instant(FieldNames.TIMESTAMP, metadata.timestamp());
    }

    static Metadata read(FieldReader fields) throws IOException {
        String eventId = null;
        String correlationId = null;
        String service = null;
        Instant timestamp = null;
        for (String field = fields.next(); field != null; field = fields.next()) {
            switch (field) {
                case "eventId" -> eventId = fields.text(0);
                case "correlationId" -> correlationId = fields.text(1);
                case "service" -> service = fields.text(2);
                case "timestamp" -> timestamp = fields.instant(3);
                default -> throw new Unusual();
            }
        }
        return new Metadata(eventId, correlationId, service, timestamp);
    }
}
