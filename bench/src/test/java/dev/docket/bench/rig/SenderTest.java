package dev.docket.bench.rig;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SenderTest {

    /** A figure must not be made of records that never arrived. */
    @Test
    void saysThatARecordWasRefused() {
        Map<String, Object> nobodyThere = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", "0");
        try (Sender<byte[]> sender = new Sender<>(nobodyThere, new ByteArraySerializer())) {
            assertThatCode(sender::check).doesNotThrowAnyException();

            sender.send("topic", "key", new byte[1]);

            assertThatThrownBy(sender::check)
                    .isInstanceOf(IllegalStateException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
