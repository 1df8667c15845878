package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Tick;
import org.junit.jupiter.api.Test;

class EventSerializerTest {

    @Test
    void writesWhatEventJsonWritesAndNothingForNothing() {
        try (EventSerializer serializer = new EventSerializer()) {
            assertThat(serializer.serialize("any", new Tick(7))).isEqualTo(GoldenFiles.bytes("Tick"));
            assertThat(serializer.serialize("any", null)).isNull();
        }
    }
}
