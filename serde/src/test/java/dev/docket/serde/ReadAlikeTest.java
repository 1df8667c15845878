package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.docket.event.Event;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a value, {@link EventJson#read} says what the mapper alone would say. */
class ReadAlikeTest {

    private static final int VALUES = 1000;

    private static final List<EventFamily<?>> FAMILIES =
            List.of(EventFamily.REQUESTS, EventFamily.REPORTS, EventFamily.DECISIONS);

    static IntStream seeds() {
        return IntStream.range(0, 16);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hostileValuesAreReadAsTheMapperReadsThem(int seed) throws CharacterCodingException {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(random);
        HostileJson hostile = new HostileJson(random);
        int fast = 0;
        int mapped = 0;
        for (int i = 0; i < VALUES; i++) {
            byte[] value = hostile.of(valid(events, random));
            for (EventFamily<?> family : FAMILIES) {
                Reading<?> expected = expected(value, family);
                Reading<?> read = EventJson.read(value, family);
                if (!read.equals(expected)) {
                    fail("seed %s, value %s: %s, not %s: %s"
                            .formatted(seed, i, read, expected, new String(value, StandardCharsets.UTF_8)));
                }
                if (isFast(value, family)) {
                    fast++;
                } else if (expected instanceof Reading.Parsed) {
                    mapped++;
                }
            }
        }
        assertThat(fast).as("read by the fast path").isGreaterThan(VALUES / 10);
        assertThat(mapped).as("given up, but read by the mapper").isGreaterThan(VALUES / 50);
    }

    private static byte[] valid(RandomEvents events, Random random) {
        if (random.nextInt(4) == 0) {
            return GoldenFiles.bytes(List.of(
                            "ExecutionRequested",
                            "ExecutionStarted",
                            "ExecutionCompleted",
                            "ExecutionCompleted.reported")
                    .get(random.nextInt(4)));
        }
        return MappedJson.write(events.read());
    }

    private static <T extends Event> Reading<T> expected(byte[] value, EventFamily<T> family) {
        if (value.length == 0) {
            return new Unreadable<>(Unreadable.Reason.EMPTY, "there is no value");
        }
        try {
            return MappedJson.read(JsonText.of(value), family);
        } catch (CharacterCodingException e) {
            return new Unreadable<>(Unreadable.Reason.NOT_JSON, "the value is not UTF-8");
        }
    }

    private static boolean isFast(byte[] value, EventFamily<?> family) {
        try {
            return EventReader.read(JsonText.of(value), family) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
