package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.docket.event.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When slots come back, of holds that were drawn at random, and of such that are all alike. */
class DeparturesTest {

    private static final double NINTH_DECILE = 1.2816;
    private static final double DAYS_40 = 40 * 86_400.0;

    @Test
    void isWhereTheCountPassesWhatIsWantedWhoeverAskedBefore() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            HoldCurve curve = curve(random);
            double[] ages = ages(random);
            Departures shared = Departures.of(curve, 20, ages, 2);
            for (int i = 0; i < 40; i++) {
                double demand = 1 + Math.pow(2, 12 * random.nextDouble());
                double deviations = 3 * random.nextDouble() - 1.5;

                double told = shared.secondsFor(demand, deviations);

                String where = "seed " + seed + ", " + demand + " wanted, " + deviations;
                Departures fresh = Departures.of(curve, 20, ages, 2);
                assertThat(passes(fresh, demand, deviations))
                        .as(where)
                        .anySatisfy(edge -> assertThat(told).isBetween(HoldCurve.edge(edge), HoldCurve.edge(edge + 1)));
                assertThat(fresh.secondsFor(demand, deviations)).as(where).isEqualTo(told);
            }
        }
    }

    /** The edges between which and the next enough slots are given back. */
    private static List<Integer> passes(Departures departures, double demand, double deviations) {
        List<Integer> passes = new ArrayList<>();
        for (int edge = 0; HoldCurve.edge(edge + 1) < DAYS_40; edge++) {
            boolean isBefore = departures.surplus(demand, edge) < deviations;
            if (isBefore && departures.surplus(demand, edge + 1) >= deviations) {
                passes.add(edge);
            }
        }
        return passes;
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
            assertThat(departures.secondsFor(0, -10)).isEqualTo(0.001);
        }
    }

    /** Clocks are not what they should be, and such holds are remembered like others. */
    @Test
    void holdsOfNoLengthAndOfCenturiesSpoilNothing() {
        for (long millis : List.of(0L, 1L, Long.MAX_VALUE / 1000)) {
            Random random = new Random(1);
            HoldTally tally = new HoldTally();
            for (int i = 0; i < 8; i++) {
                tally.change(new HoldTimes.Hold(i, "odd" + i, Priority.NORMAL, millis), 1);
                tally.change(new HoldTimes.Hold(i, "plain" + i, Priority.NORMAL, random.nextInt(50_000)), 1);
            }
            HoldCurve curve = new HoldCurve(tally);
            for (double age : new double[] {0, 0.0005, 0.001, 0.0011, 1, 1e6, 1e9, 1e15}) {
                HoldCurve.Point point = curve.at(age);
                assertThat(point.survival())
                        .as("%s ms, at %s", millis, age)
                        .isGreaterThan(0)
                        .isLessThanOrEqualTo(1);
                assertThat(point.meanWithin()).as("%s ms, at %s", millis, age).isBetween(0.0, age);
                for (double told : both(Departures.of(curve, 20, new double[] {0, age}, 10), 30)) {
                    assertThat(told).as("%s ms, at %s", millis, age).isBetween(0.001, DAYS_40);
                }
            }
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
