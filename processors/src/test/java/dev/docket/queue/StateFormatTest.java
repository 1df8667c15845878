package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The state as bytes. The golden file holds what version 1 wrote: it is added to, and never changed. */
final class StateFormatTest {

    private static final String GOLDEN = "/golden/state-format-2.txt";
    private static final String FIRST_GOLDEN = "/golden/state-format-1.txt";
    private static final Incarnation INCARNATION = new Incarnation(3, 0x0102030405060708L);
    private static final Correction CORRECTION = new Correction(-0.25f, 1.5f);
    private static final Finished.Held HELD = new Finished.Held(Priority.HIGH, 1_767_225_600_001L, CORRECTION);
    private static final ContentDigest DIGEST = new ContentDigest(0x1112131415161718L, 0x2122232425262728L);

    @Test
    void writesWhatItHasAlwaysWritten() throws IOException {
        StringBuilder written = new StringBuilder();
        samples()
                .forEach((name, entry) -> written.append(name)
                        .append(' ')
                        .append(hex(StateFormat.writeKey(entry.key())))
                        .append(' ')
                        .append(hex(StateFormat.write(entry)))
                        .append('\n'));

        assertThat(written.toString()).isEqualTo(golden(GOLDEN));
    }

    @Test
    void readsWhatItHasAlwaysWritten() throws IOException {
        Map<String, Entry> samples = samples();
        for (String line : golden(GOLDEN).lines().toList()) {
            String[] parts = line.split(" ");
            Entry.Key key = StateFormat.readKey(HexFormat.of().parseHex(parts[1]));
            Entry entry = StateFormat.read(key, ByteBuffer.wrap(HexFormat.of().parseHex(parts[2])));

            assertThat(entry).as(parts[0]).isEqualTo(samples.remove(parts[0]));
        }
        assertThat(samples).isEmpty();
    }

    @Test
    void readsWhatTheFirstVersionWrote() throws IOException {
        Map<String, Entry> samples = samples();
        for (String line : golden(FIRST_GOLDEN).lines().toList()) {
            String[] parts = line.split(" ");
            Entry.Key key = StateFormat.readKey(HexFormat.of().parseHex(parts[1]));
            Entry entry = StateFormat.read(key, ByteBuffer.wrap(HexFormat.of().parseHex(parts[2])));

            assertThat(entry).as(parts[0]).isEqualTo(asTheFirstVersionKnewIt(samples.remove(parts[0])));
        }
        assertThat(samples).isEmpty();
    }

    private static Entry asTheFirstVersionKnewIt(Entry entry) {
        if (entry instanceof Pending p) {
            return new Pending(
                    p.queue(),
                    p.id(),
                    p.userId(),
                    p.priority(),
                    p.incarnation(),
                    p.digest(),
                    p.orderKey(),
                    p.acceptedAt(),
                    p.dueAt(),
                    p.payloadBytes(),
                    Forecast.NONE);
        }
        if (entry instanceof Active a) {
            return new Active(
                    a.queue(),
                    a.id(),
                    a.userId(),
                    a.priority(),
                    a.incarnation(),
                    a.digest(),
                    a.acceptedAt(),
                    Correction.NONE,
                    a.lease());
        }
        return entry instanceof Finished f
                ? new Finished(
                        f.queue(), f.id(), f.incarnation(), f.digest(), f.outcome(), f.finishedAt(), f.dueAt(), null)
                : entry;
    }

    @Test
    void readsBackWhateverItWrites() {
        for (int seed = 0; seed < 5000; seed++) {
            Entry entry = entry(new Random(seed));
            byte[] key = StateFormat.writeKey(entry.key());
            byte[] header = StateFormat.write(entry);
            // In the store the payload follows: reading must stop where the header ends.
            ByteBuffer in =
                    ByteBuffer.allocate(header.length + 3).put(header).flip().limit(header.length + 3);

            assertThat(StateFormat.readKey(key)).as("seed %d", seed).isEqualTo(entry.key());
            assertThat(StateFormat.read(entry.key(), in)).as("seed %d", seed).isEqualTo(entry);
            assertThat(in.remaining()).as("seed %d", seed).isEqualTo(3);
        }
    }

    @Test
    void remembersAFinishedExecutionInSixtyFourBytes() {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            assertThat(StateFormat.write(finished(random, "q", "id"))).hasSizeLessThanOrEqualTo(64);
        }
    }

    @Test
    void tellsKeysApart() {
        assertThat(StateFormat.writeKey(new Entry.Key(Entry.Kind.EXECUTION, "a", "bc")))
                .isNotEqualTo(StateFormat.writeKey(new Entry.Key(Entry.Kind.EXECUTION, "ab", "c")))
                .isNotEqualTo(StateFormat.writeKey(new Entry.Key(Entry.Kind.EARLY_CANCEL, "a", "bc")));
    }

    @Test
    void refusesAFormatOfALaterVersion() {
        Entry entry = finished(new Random(1), "q", "id");
        byte[] header = StateFormat.write(entry);
        header[0] = 3;

        assertThatThrownBy(() -> StateFormat.read(entry.key(), ByteBuffer.wrap(header)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 3")
                .hasMessageContaining("reads formats up to 2");
    }

    @Test
    void refusesAStateThatItDoesNotKnow() {
        Entry entry = finished(new Random(1), "q", "id");
        byte[] header = StateFormat.write(entry);
        header[1] = 9;

        assertThatThrownBy(() -> StateFormat.read(entry.key(), ByteBuffer.wrap(header)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown state of an entry: 9");
    }

    @Test
    void refusesAnOutcomeAndAPriorityThatItDoesNotKnow() {
        Map<String, Entry> samples = samples();
        Entry finished = Objects.requireNonNull(samples.get("finished-COMPLETED"));
        byte[] badOutcome = StateFormat.write(finished);
        badOutcome[2 + 12 + 16] = 77;
        Entry pending = Objects.requireNonNull(samples.get("pending"));
        byte[] badPriority = StateFormat.write(pending);
        badPriority[2 + 12 + 16] = 77;

        assertThatThrownBy(() -> StateFormat.read(finished.key(), ByteBuffer.wrap(badOutcome)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown outcome: 77");
        assertThatThrownBy(() -> StateFormat.read(pending.key(), ByteBuffer.wrap(badPriority)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown priority: 77");
    }

    @Test
    void refusesAKindOfKeyThatItDoesNotKnow() {
        byte[] key = StateFormat.writeKey(new Entry.Key(Entry.Kind.SETTINGS, "q", ""));
        key[0] = 'X';

        assertThatThrownBy(() -> StateFormat.readKey(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown kind");
    }

    private static Map<String, Entry> samples() {
        Map<String, Entry> samples = new LinkedHashMap<>();
        samples.put(
                "pending",
                new Pending(
                        "team-a",
                        "id-é",
                        "ann",
                        Priority.HIGH,
                        INCARNATION,
                        DIGEST,
                        OrderKey.of(Priority.HIGH, INCARNATION.offset()),
                        1_767_225_600_000L,
                        1_769_817_600_000L,
                        4711,
                        new Forecast(12.5f, 40, 55.25f)));
        samples.put(
                "active-launching", active(new Active.Lease(1, 60, 1_767_225_600_001L, 0, 1_767_240_900_001L, null)));
        samples.put(
                "active-started",
                active(new Active.Lease(1, 60, 1_767_225_600_001L, 1_767_225_700_000L, 1_767_226_060_000L, null)));
        samples.put(
                "active-cancelled",
                active(new Active.Lease(2, 60, 1_767_225_600_001L, 0, 1_767_240_900_001L, "a mistake, é")));
        samples.put(
                "active-cancelled-without-a-reason",
                active(new Active.Lease(1, 60, 1_767_225_600_001L, 0, 1_767_240_900_001L, "")));
        for (Outcome outcome : Outcome.values()) {
            samples.put(
                    "finished-" + outcome,
                    new Finished(
                            "team-a",
                            "id-é",
                            INCARNATION,
                            DIGEST,
                            outcome,
                            1_767_225_800_000L,
                            1_767_315_800_000L,
                            HELD));
        }
        samples.put("early-cancel", new EarlyCancel("team-a", "id-é", "a mistake, é", 1_767_229_200_000L));
        samples.put("settings", new SettingsEntry("team-a", new QueueSettings("team-a", 1, 2, 3, 1L << 40, true)));
        samples.put(
                "settings-paused-only",
                new SettingsEntry("team-a", new QueueSettings("team-a", null, null, null, null, false)));
        samples.put(
                "settings-slots-only",
                new SettingsEntry("team-a", new QueueSettings("team-a", 0, null, null, null, null)));
        return samples;
    }

    private static Active active(Active.Lease lease) {
        return new Active(
                "team-a", "id-é", "ann", Priority.HIGH, INCARNATION, DIGEST, 1_767_225_600_000L, CORRECTION, lease);
    }

    private static Entry entry(Random random) {
        String queue = "q".repeat(1 + random.nextInt(63));
        String id = text(random, 1, 200);
        Incarnation incarnation = new Incarnation(random.nextInt(1000), random.nextLong() >>> 4);
        ContentDigest digest = new ContentDigest(random.nextLong(), random.nextLong());
        Priority priority = Priority.values()[random.nextInt(5)];
        return switch (random.nextInt(5)) {
            case 0 ->
                new Pending(
                        queue,
                        id,
                        text(random, 1, 200),
                        priority,
                        incarnation,
                        digest,
                        OrderKey.of(priority, incarnation.offset()),
                        random.nextLong(),
                        random.nextLong(),
                        random.nextInt(),
                        random.nextBoolean()
                                ? Forecast.NONE
                                : new Forecast(random.nextFloat(), random.nextFloat(), random.nextFloat()));
            case 1 ->
                new Active(
                        queue,
                        id,
                        text(random, 1, 200),
                        priority,
                        incarnation,
                        digest,
                        random.nextLong(),
                        correction(random),
                        new Active.Lease(
                                1 + random.nextInt(Short.MAX_VALUE),
                                random.nextInt(),
                                random.nextLong(),
                                random.nextLong(),
                                random.nextLong(),
                                random.nextBoolean() ? text(random, 0, 256) : null));
            case 2 -> finished(random, queue, id);
            case 3 -> new EarlyCancel(queue, id, text(random, 0, 256), random.nextLong());
            default ->
                new SettingsEntry(
                        queue,
                        new QueueSettings(
                                queue,
                                random.nextBoolean() ? random.nextInt(Integer.MAX_VALUE) : null,
                                random.nextBoolean() ? random.nextInt(Integer.MAX_VALUE) : null,
                                random.nextBoolean() ? random.nextInt(Integer.MAX_VALUE) : null,
                                random.nextBoolean() ? random.nextLong() >>> 1 : null,
                                random.nextBoolean() ? random.nextBoolean() : null));
        };
    }

    private static Finished finished(Random random, String queue, String id) {
        return new Finished(
                queue,
                id,
                new Incarnation(random.nextInt(1000), random.nextLong() >>> 4),
                new ContentDigest(random.nextLong(), random.nextLong()),
                Outcome.values()[random.nextInt(Outcome.values().length)],
                random.nextLong(),
                random.nextLong(),
                random.nextBoolean()
                        ? null
                        : new Finished.Held(
                                Priority.values()[random.nextInt(5)],
                                1 + random.nextInt(Integer.MAX_VALUE),
                                correction(random)));
    }

    private static Correction correction(Random random) {
        return random.nextBoolean() ? Correction.NONE : new Correction(random.nextFloat(), random.nextFloat());
    }

    /** Text of one to four bytes a character. */
    private static String text(Random random, int least, int most) {
        String alphabet = "aé世";
        int length = least + random.nextInt(most - least + 1);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            if (random.nextInt(4) == 0 && text.length() + 2 <= length) {
                text.append("😀");
            } else {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = StateFormatTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
