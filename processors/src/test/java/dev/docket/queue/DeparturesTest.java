package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.docket.event.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When slots come back, of holds that were drawn at random, and of such that are all alike. */
class DeparturesTest {

    private static final double NINTH_DECILE = 1.2816;
    private static final double DAYS_40 = 40 * 86_400.0;

    @Test
    void whatIsAskedBeforeChangesNoAnswer() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            HoldCurve curve = curve(random);
            double[] ages = ages(random);
            List<Double> demands = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                demands.add(1 + Math.pow(2, 12 * random.nextDouble()));
            }
            Departures shared = Departures.of(curve, 20, ages, 2);
            Collections.shuffle(demands, random);

            for (double demand : demands) {
                assertThat(both(shared, demand))
                        .as("seed %d, %s wanted", seed, demand)
                        .isEqualTo(both(Departures.of(curve, 20, ages, 2), demand));
            }
        }
    }

    @Test
    void moreTakesLongerAndSurerTakesLonger() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            HoldCurve curve = curve(random);
            for (Departures departures :
                    List.of(Departures.of(curve, 20, ages(random), 2), Departures.ofAnyHolders(curve, 20))) {
                double before = 0;
                for (double demand = 1; demand < 10_000; demand *= 1.3) {
                    List<Double> told = both(departures, demand);
                    assertThat(told.get(0))
                            .as("seed %d, %s wanted", seed, demand)
                            .isGreaterThanOrEqualTo(before);
                    assertThat(told.get(1))
                            .as("seed %d, %s wanted", seed, demand)
                            .isGreaterThanOrEqualTo(told.get(0));
                    before = told.get(0);
                }
            }
        }
    }

    @Test
    void slotsThatAreAllHeldAlikeComeBackByTheirNumber() {
        HoldTally tally = new HoldTally();
        for (int i = 0; i < 100; i++) {
            tally.change(new HoldTimes.Hold(i, "id", Priority.NORMAL, 10_000), 1);
        }
        Departures departures = Departures.ofAnyHolders(new HoldCurve(tally), 20);

        assertThat(departures.secondsFor(200, 0)).isCloseTo(100, within(10.0));
    }

    @Test
    void staysWithinAMillisecondAndFortyDays() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Departures departures = Departures.of(curve(random), 1, ages(random), 1);
            assertThat(both(departures, 1e12))
                    .allSatisfy(seconds -> assertThat(seconds).isBetween(DAYS_40 / 2, DAYS_40));
            assertThat(departures.secondsFor(1, -10)).isBetween(0.001, 1e5);
        }
    }

    private static List<Double> both(Departures departures, double demand) {
        return List.of(departures.secondsFor(demand, 0), departures.secondsFor(demand, NINTH_DECILE));
    }

    private static double[] ages(Random random) {
        return random.doubles(16, 0, 100).toArray();
    }

    private static HoldCurve curve(Random random) {
        HoldTally tally = new HoldTally();
        for (int i = 0; i < 256; i++) {
            long millis = Math.round(1_000 * Math.exp(2 * random.nextGaussian()));
            tally.change(new HoldTimes.Hold(i, "id" + i, Priority.NORMAL, millis), 1);
        }
        return new HoldCurve(tally);
    }
}
