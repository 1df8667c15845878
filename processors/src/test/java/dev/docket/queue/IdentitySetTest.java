package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever comes and goes, it holds what Java's own set by identity holds. */
class IdentitySetTest {

    @Test
    void holdsWhatAMapHolds() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            IdentitySet<byte[]> set = new IdentitySet<>();
            Set<byte[]> model = Collections.newSetFromMap(new IdentityHashMap<>());
            List<byte[]> all = new ArrayList<>();
            int many = 1 << random.nextInt(11);
            for (int i = 0; i < many; i++) {
                all.add(new byte[0]);
            }
            for (int step = 0; step < 10_000; step++) {
                // Grows for a while, then shrinks for a while, to nearly nothing.
                boolean grows = step / 2_500 % 2 == 0;
                byte[] object = all.get(random.nextInt(many));
                if (random.nextInt(4) == 0 == grows) {
                    assertThat(set.remove(object)).as("seed %d", seed).isEqualTo(model.remove(object));
                } else {
                    assertThat(set.add(object)).as("seed %d", seed).isEqualTo(model.add(object));
                }
                assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
                if (step % 500 == 0) {
                    check(set, model, seed);
                }
            }
            check(set, model, seed);
        }
    }

    @Test
    void tellsEqualOnesApart() {
        IdentitySet<String> set = new IdentitySet<>();
        String one = new String("same");
        String other = new String("same");

        assertThat(set.add(one)).isTrue();
        assertThat(set.remove(other)).isFalse();
        assertThat(set.add(other)).isTrue();
        assertThat(set.add(one)).isFalse();
        assertThat(set.remove(one)).isTrue();
        assertThat(set.isEmpty()).isFalse();
    }

    @Test
    void isEmptyWhenItIsCleared() {
        IdentitySet<Object> set = new IdentitySet<>();
        Object object = new Object();
        set.add(object);
        set.clear();

        assertThat(set.isEmpty()).isTrue();
        assertThat(set.remove(object)).isFalse();
    }

    private static void check(IdentitySet<byte[]> set, Set<byte[]> model, int seed) {
        Set<byte[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        set.forEach(object -> assertThat(seen.add(object)).as("seed %d", seed).isTrue());
        assertThat(seen).as("seed %d", seed).isEqualTo(model);
    }
}
