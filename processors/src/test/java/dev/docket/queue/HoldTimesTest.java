package dev.docket.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.docket.event.Priority;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever came and went in whichever order, the curve is that of the latest which are left. */
class HoldTimesTest {

    @Test
    void isTheSameAsIfOnlyTheLatestHadCome() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            HoldTimes times = new HoldTimes();
            List<HoldTimes.Hold> left = new ArrayList<>();
            for (int step = 0; step < 1500; step++) {
                boolean isTimeToForget = !left.isEmpty() && random.nextInt(step < 800 ? 4 : 2) == 0;
                if (isTimeToForget) {
                    HoldTimes.Hold oldest = left.remove(0);
                    times.remove(oldest.forgetAt(), oldest.id());
                } else {
                    HoldTimes.Hold hold = any(random, step);
                    // The broker's clock may have been set back, and a restore has an order of its own.
                    int place = Math.max(0, left.size() - random.nextInt(4));
                    long forgetAt = place == left.size()
                            ? hold.forgetAt()
                            : left.get(place).forgetAt();
                    HoldTimes.Hold moved = new HoldTimes.Hold(forgetAt, hold.id(), hold.priority(), hold.millis());
                    left.add(moved);
                    left.sort(HoldTimesTest::compare);
                    times.add(moved);
                }
                if (step % 25 == 0) {
                    assertSame(times, latest(left, random), "seed " + seed + ", step " + step);
                }
            }
        }
    }

    /** Half a hold is taken to be longer than all; and within a bucket holds are spread evenly. */
    @Test
    void theCurveIsThatOfTheHolds() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            HoldTimes times = new HoldTimes();
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long millis = Math.round(20_000 * Math.exp(random.nextGaussian()));
                times.add(new HoldTimes.Hold(i, "id" + i, Priority.NORMAL, millis));
                seconds.add(millis / 1000.0);
            }
            HoldCurve curve = requireNonNull(times.curve());
            for (double at = 0.0005; at < 100_000; at *= 1.7) {
                double longer = 0.5;
                double sum = 0.5 * at;
                double squares = 0.5 * at * at;
                for (double hold : seconds) {
                    longer += hold > at ? 1 : 0;
                    sum += Math.min(hold, at);
                    squares += Math.min(hold, at) * Math.min(hold, at);
                }
                HoldCurve.Point point = curve.at(at);
                String where = "seed " + seed + ", " + at + " s";
                assertThat(point.survival()).as(where).isCloseTo(longer / 200.5, within(0.1));
                assertThat(point.meanWithin()).as(where).isCloseTo(sum / 200.5, withinPercentage(4));
                assertThat(point.squareWithin()).as(where).isCloseTo(squares / 200.5, withinPercentage(8));
            }
        }
    }

    private static HoldTimes latest(List<HoldTimes.Hold> left, Random random) {
        List<HoldTimes.Hold> latest =
                new ArrayList<>(left.subList(Math.max(0, left.size() - HoldTimes.MOST), left.size()));
        Collections.shuffle(latest, random);
        HoldTimes times = new HoldTimes();
        latest.forEach(times::add);
        return times;
    }

    private static void assertSame(HoldTimes actual, HoldTimes expected, String where) {
        HoldCurve curve = actual.curve();
        HoldCurve fresh = expected.curve();
        if (curve == null || fresh == null) {
            assertThat(curve).as(where).isNull();
            assertThat(fresh).as(where).isNull();
            return;
        }
        assertThat(curve.average()).as(where).isEqualTo(fresh.average());
        for (Priority priority : Priority.values()) {
            assertThat(curve.weight(priority)).as(where).isEqualTo(fresh.weight(priority));
        }
        for (double seconds = 0.001; seconds < 100_000; seconds *= 3) {
            assertThat(curve.at(seconds).survival())
                    .as(where)
                    .isEqualTo(fresh.at(seconds).survival());
            assertThat(curve.at(seconds).meanWithin())
                    .as(where)
                    .isEqualTo(fresh.at(seconds).meanWithin());
        }
    }

    private static HoldTimes.Hold any(Random random, int step) {
        Priority priority = Priority.values()[random.nextInt(Priority.values().length)];
        return new HoldTimes.Hold(step * 10L, "id" + random.nextInt(1_000_000), priority, random.nextInt(50_000));
    }

    private static int compare(HoldTimes.Hold one, HoldTimes.Hold other) {
        int order = Long.compare(one.forgetAt(), other.forgetAt());
        return order == 0 ? one.id().compareTo(other.id()) : order;
    }
}
