package dev.docket.bench.lives;

import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Measures contenders in turns, round after round, so that what slows the machine for a while slows all of them.
 *
 * <p>What a round leaves on the heap is collected before the next one: with millions of executions there, a full collection
 * takes as long as a turn does, and would be somebody's.
 */
final class Turns {

    private static final int TRIES = 4;

    private final Map<Contender, List<Sample>> samples = new HashMap<>();

    /**
     * Lets each have its turns. One in which nothing lived, because something held the whole machine up for as long, is taken
     * again.
     *
     * @throws IllegalStateException if nothing lived in several in a row: no ratio can be made of that
     */
    static Turns of(Collection<Contender> contenders, Plan plan, Progress progress) throws Exception {
        Turns turns = new Turns();
        for (int round = 1; round <= plan.rounds(); round++) {
            ManagementFactory.getMemoryMXBean().gc();
            for (Contender each : contenders) {
                Sample sample = turn(each, plan, progress);
                turns.samples.computeIfAbsent(each, first -> new ArrayList<>()).add(sample);
                progress.say(
                        "round %d of %d: %s, %.0f lives/s, %.1f µs of the queue's thread for each",
                        round, plan.rounds(), each.name(), sample.rate(), sample.microsPerLife());
            }
        }
        return turns;
    }

    private static Sample turn(Contender contender, Plan plan, Progress progress) throws Exception {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Sample sample = contender.run(plan.turn());
            if (sample.lives() > 0) {
                return sample;
            }
            progress.say("nothing lived in a turn of %s", contender.name());
        }
        throw new IllegalStateException("nothing lived in " + TRIES + " turns of " + contender.name());
    }

    /** One's figure divided by the other's, round by round. */
    List<Double> ratios(Contender one, Contender other, ToDoubleFunction<Sample> figure) {
        List<Sample> ones = of(one);
        List<Sample> others = of(other);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            ratios.add(figure.applyAsDouble(ones.get(i)) / figure.applyAsDouble(others.get(i)));
        }
        return ratios;
    }

    /** A row of lives a second, one's divided by the other's. */
    Row rates(String name, Goal goal, Contender one, Contender other) {
        return Row.of(
                name,
                goal,
                ratios(one, other, Sample::rate),
                String.format(
                        Locale.ROOT,
                        "%,.0f and %,.0f lives/s",
                        median(one, Sample::rate),
                        median(other, Sample::rate)));
    }

    /** The median of one's figures. */
    double median(Contender one, ToDoubleFunction<Sample> figure) {
        return Median.of(of(one).stream().map(figure::applyAsDouble).toList());
    }

    private List<Sample> of(Contender contender) {
        List<Sample> found = samples.get(contender);
        if (found == null) {
            throw new IllegalArgumentException(contender.name() + " had no turn");
        }
        return found;
    }
}
