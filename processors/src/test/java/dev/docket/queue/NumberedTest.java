package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes and goes, a number stands for one thing, and none is larger than it must be. */
class NumberedTest {

    private final Numbered<String> numbered = new Numbered<>();

    @Test
    void whatComesTakesTheNumberOfWhatLeft() {
        assertThat(add("a")).isEqualTo(0);
        assertThat(add("b")).isEqualTo(1);
        assertThat(add("c")).isEqualTo(2);
        numbered.remove(1);

        assertThat(add("d")).isEqualTo(1);
        assertThat(numbered.get(1)).isEqualTo("d");
        assertThat(numbered.get(2)).isEqualTo("c");
        assertThat(add("e")).isEqualTo(3);
    }

    @Test
    void aNumberThatIsFreeStandsForNothing() {
        add("a");
        add("b");
        numbered.remove(0);

        assertThatThrownBy(() -> numbered.get(0)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> numbered.remove(0)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void beginsAnewWhenItIsCleared() {
        add("a");
        add("b");
        numbered.remove(0);
        numbered.clear();

        assertThat(add("c")).isEqualTo(0);
        assertThat(add("d")).isEqualTo(1);
    }

    @Test
    void knowsWhatAMapKnows() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Map<Integer, String> map = new HashMap<>();
            List<Integer> used = new ArrayList<>();
            int most = 0;
            for (int step = 0; step < 2_000; step++) {
                boolean grows = step / 200 % 2 == 0;
                if (used.isEmpty() || random.nextInt(4) == 0 != grows) {
                    String thing = "thing" + step;
                    int number = add(thing);
                    assertThat(map.put(number, thing)).as("seed %d", seed).isNull();
                    used.add(number);
                    most = Math.max(most, used.size());
                    assertThat(number).as("seed %d", seed).isLessThan(most);
                } else {
                    Integer number = used.remove(random.nextInt(used.size()));
                    numbered.remove(number);
                    map.remove(number);
                }
                if (!used.isEmpty()) {
                    int number = used.get(random.nextInt(used.size()));
                    assertThat(numbered.get(number)).as("seed %d", seed).isEqualTo(map.get(number));
                }
            }
            used.forEach(numbered::remove);
        }
    }

    private int add(String thing) {
        int[] given = {-1};
        assertThat(numbered.add(number -> {
                    given[0] = number;
                    return thing;
                }))
                .isSameAs(thing);
        return given[0];
    }
}
