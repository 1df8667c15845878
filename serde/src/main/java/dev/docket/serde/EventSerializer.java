package dev.docket.serde;

import dev.docket.event.Event;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Events as Kafka record values. */
public final class EventSerializer implements Serializer<Event> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Event event) {
        return event == null ? null : EventJson.write(event);
    }
}
