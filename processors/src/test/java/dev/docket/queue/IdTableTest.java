package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes and goes, it knows what a map knows. */
class IdTableTest {

    @Test
    void knowsWhatAMapKnows() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            IdTable<Marker> table = new IdTable<>((marker, id) -> marker.id().equals(id));
            Map<String, Marker> map = new HashMap<>();
            int ids = 1 << random.nextInt(12);
            for (int step = 0; step < 20_000; step++) {
                // Grows for a while, then shrinks for a while, to nearly nothing.
                boolean grows = step / 5_000 % 2 == 0;
                String id = "id" + random.nextInt(ids);
                if (random.nextInt(4) == 0 == grows) {
                    assertThat(table.remove(id)).as("seed %d", seed).isSameAs(map.remove(id));
                } else {
                    Marker marker = new Marker("queue", id, step);
                    assertThat(table.put(id, marker)).as("seed %d", seed).isSameAs(map.put(id, marker));
                }
                String other = "id" + random.nextInt(ids);
                assertThat(table.get(other)).as("seed %d", seed).isSameAs(map.get(other));
                assertThat(table.size()).isEqualTo(map.size());
            }
            map.forEach((id, marker) -> assertThat(table.get(id)).isSameAs(marker));
        }
    }

    /** Ids of which {@code String.hashCode} says the same, as a client could choose them, are not found one by one. */
    @Test
    void isNotFooledByIdsThatAreMadeToMeet() {
        IdTable<Marker> table = new IdTable<>((marker, id) -> marker.id().equals(id));
        int bits = 14;
        for (int i = 0; i < 1 << bits; i++) {
            String id = meeting(i, bits);
            table.put(id, new Marker("queue", id, i));
        }

        assertThat(table.longestProbe()).isLessThan(200);
        for (int i = 0; i < 1 << bits; i++) {
            assertThat(table.remove(meeting(i, bits))).isNotNull();
        }
        assertThat(table.size()).isZero();
    }

    private static String meeting(int number, int bits) {
        StringBuilder id = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
            id.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return id.toString();
    }
}
