package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was packed is what is unpacked, whatever it is. */
class PackedWaiterTest {

    private static final List<String> IDS = List.of(
            "a",
            "life-000000123456",
            "naïve ÿ",
            "заказ-17",
            "注文-17",
            "😀 and a half",
            "\uD83D alone",
            "x".repeat(127),
            "x".repeat(128),
            "ж".repeat(64),
            "я".repeat(255),
            "😀".repeat(127));

    private static final long[] NUMBERS = {
        0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, 1_767_225_600_000L, Long.MAX_VALUE / 2, Long.MAX_VALUE
    };

    @Test
    void isWhatWasPacked() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            for (String id : IDS) {
                Waiter waiter = waiter(random, id);
                int line = (int) number(random, Integer.MAX_VALUE);
                int user = (int) number(random, Integer.MAX_VALUE);

                byte[] packed = PackedWaiter.pack(waiter, line, user);

                PackedWaiter read = new PackedWaiter(packed);
                assertThat(read.unpack(waiter.queue(), waiter.userId()))
                        .as("seed %d, id %s", seed, id)
                        .isEqualTo(waiter);
                assertThat(read.line()).as("seed %d", seed).isEqualTo(line);
                assertThat(read.user()).as("seed %d", seed).isEqualTo(user);
                assertThat(read.priority()).isEqualTo(waiter.priority());
                assertThat(read.orderKey()).isEqualTo(waiter.orderKey());
                assertThat(read.acceptedAt()).isEqualTo(waiter.acceptedAt());
                assertThat(read.payloadBytes()).isEqualTo(waiter.payloadBytes());
                assertThat(read.dueAt()).isEqualTo(waiter.dueAt());
            }
        }
    }

    @Test
    void hasItsOwnIdAndNoOther() {
        Random random = new Random(1);
        for (String own : IDS) {
            byte[] packed = PackedWaiter.pack(waiter(random, own), 1, 2);
            for (String id : IDS) {
                assertThat(PackedWaiter.hasId(packed, id)).as("%s, %s", own, id).isEqualTo(own.equals(id));
            }
            String last = own.substring(0, own.length() - 1);
            assertThat(PackedWaiter.hasId(packed, last)).isFalse();
            assertThat(PackedWaiter.hasId(packed, own + "x")).isFalse();
            assertThat(PackedWaiter.hasId(packed, last + "?")).isFalse();
            assertThat(PackedWaiter.hasId(packed, "")).isFalse();
        }
    }

    /** Two bytes of one character are not two characters, nor the other way round. */
    @Test
    void doesNotTakeNarrowTextForWide() {
        Random random = new Random(1);
        byte[] wide = PackedWaiter.pack(waiter(random, "\u4141\u4141"), 1, 2);
        byte[] narrow = PackedWaiter.pack(waiter(random, "AAAA"), 1, 2);

        assertThat(PackedWaiter.hasId(wide, "AAAA")).isFalse();
        assertThat(PackedWaiter.hasId(wide, "AA")).isFalse();
        assertThat(PackedWaiter.hasId(narrow, "\u4141\u4141")).isFalse();
    }

    /** What 64 bytes of heap hold beside the 16 of an array's own: this is what a million of them rest on. */
    @Test
    void isSmallWhereItIsAsUsual() {
        long acceptedAt = 1_767_225_600_000L;
        Waiter usual = new Waiter(
                "queue",
                "life-000000123456",
                "user",
                Priority.NORMAL,
                new Incarnation(11, 10_000_000_000L),
                OrderKey.of(Priority.NORMAL, 10_000_000_000L),
                acceptedAt,
                acceptedAt + 30 * 86_400_000L,
                16_000,
                12.5f);

        assertThat(PackedWaiter.pack(usual, 100, 10_000).length).isLessThanOrEqualTo(48);
    }

    private static Waiter waiter(Random random, String id) {
        Priority priority = Priority.values()[random.nextInt(Priority.values().length)];
        long offset = number(random, 1L << 59);
        long acceptedAt = random.nextInt(10) == 0 ? -number(random, Long.MAX_VALUE) : number(random, Long.MAX_VALUE);
        return new Waiter(
                "queue",
                id,
                "user",
                priority,
                new Incarnation((int) number(random, Integer.MAX_VALUE), offset),
                random.nextInt(3) == 0 ? random.nextLong() : OrderKey.of(priority, offset),
                acceptedAt,
                random.nextInt(10) == 0 ? random.nextLong() : acceptedAt + number(random, 1L << 40),
                (int) number(random, Integer.MAX_VALUE),
                random.nextInt(4) == 0 ? Float.NaN : random.nextFloat() * 1e6f);
    }

    /** One of those at which the form gets longer, or any. */
    private static long number(Random random, long below) {
        long number = random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong(Long.MAX_VALUE);
        return number % below;
    }
}
