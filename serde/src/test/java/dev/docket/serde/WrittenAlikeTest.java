package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.docket.event.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an event holds, the fast paths write the mapper's bytes and read what the mapper reads. */
class WrittenAlikeTest {

    private static final int EVENTS = 250;

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theBytesAreTheMappers(int seed) {
        RandomEvents events = new RandomEvents(new Random(seed));
        for (int i = 0; i < EVENTS; i++) {
            Event event = events.written();
            byte[] written = EventWriter.write(event);
            assertThat(written).as("seed %s, event %s: %s", seed, i, event).isNotNull();
            if (!Arrays.equals(written, MappedJson.write(event))) {
                assertThat(text(written)).as("seed %s, event %s", seed, i).isEqualTo(text(MappedJson.write(event)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEventsReadAreTheMappers(int seed) throws CharacterCodingException {
        RandomEvents events = new RandomEvents(new Random(seed));
        for (int i = 0; i < EVENTS; i++) {
            Event event = events.read();
            byte[] value = MappedJson.write(event);
            EventFamily<? extends Event> family = GoldenFiles.family(event.type());
            Event read = EventReader.read(JsonText.of(value), family);
            assertThat(read).as("seed %s, event %s: %s", seed, i, event).isNotNull();
            assertThat(new Reading.Parsed<Event>(read))
                    .as("seed %s, event %s: %s", seed, i, event)
                    .isEqualTo(MappedJson.read(JsonText.of(value), family));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsStoredOfARequestIsTheMappers(int seed) throws IOException {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(random);
        for (int i = 0; i < EVENTS; i++) {
            StoredSpec stored = new StoredSpec(
                    events.spec(),
                    random.nextBoolean() ? null : events.metadata(),
                    random.nextBoolean() ? null : events.text());
            byte[] json = stored.toJson();
            assertThat(text(json))
                    .as("seed %s, %s", seed, i)
                    .isEqualTo(text(MappedJson.MAPPER.writeValueAsBytes(stored)));
            assertThat(StoredSpec.fromJson(ByteBuffer.wrap(json)))
                    .as("seed %s, %s", seed, i)
                    .isEqualTo(stored)
                    .isEqualTo(MappedJson.MAPPER.readValue(json, StoredSpec.class));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStoredValueIsReadAsTheMapperReadsItOrLeftToIt(int seed) {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(random);
        HostileJson hostile = new HostileJson(random);
        int read = 0;
        for (int i = 0; i < EVENTS; i++) {
            byte[] json = hostile.of(new StoredSpec(events.spec(), events.metadata(), events.text()).toJson());
            StoredSpec stored = StoredSpec.fromJson(ByteBuffer.wrap(json));
            if (stored != null) {
                read++;
                assertThatCode(() -> assertThat(MappedJson.MAPPER.readValue(json, StoredSpec.class))
                                .isEqualTo(stored))
                        .as("seed %s, %s: %s", seed, i, text(json))
                        .doesNotThrowAnyException();
            }
        }
        assertThat(read).isGreaterThan(EVENTS / 20);
    }

    @Test
    void instantsAreWrittenAndReadAsTheyAlwaysWere() {
        RandomEvents events = new RandomEvents(new Random(7));
        for (int i = 0; i < 20_000; i++) {
            Instant instant = events.instant();
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
            assertThat(InstantText.parse(instant.toString())).isEqualTo(instant);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
