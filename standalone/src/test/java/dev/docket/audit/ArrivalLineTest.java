package dev.docket.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Incarnation;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArrivalLineTest {

    /** Enough arrivals for the tree to grow several times. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithASortedMap(long seed) {
        Random random = new Random(seed);
        ArrivalLine line = new ArrivalLine();
        TreeMap<Integer, Incarnation> model = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            if (model.isEmpty() || random.nextInt(100) < 60) {
                Incarnation arrival = new Incarnation(0, i);
                model.put(line.add(arrival), arrival);
            } else {
                int place = random.nextBoolean() ? model.firstKey() : anyPlace(model, random);
                assertThat(line.ahead(place))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(model.headMap(place).size());
                line.remove(place);
                model.remove(place);
            }
            Map.Entry<Integer, Incarnation> first = model.firstEntry();
            assertThat(line.size()).isEqualTo(model.size());
            assertThat(line.first()).as("seed %d, step %d", seed, i).isEqualTo(first == null ? null : first.getValue());
        }
    }

    private static int anyPlace(TreeMap<Integer, Incarnation> model, Random random) {
        Integer place = model.ceilingKey(random.nextInt(model.lastKey()) + 1);
        return place == null ? model.lastKey() : place;
    }
}
