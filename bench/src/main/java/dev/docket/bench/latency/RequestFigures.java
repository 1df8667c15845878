package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.lives.LifeRecords;
import dev.docket.bench.lives.PassThrough;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.StreamsProfile;
import dev.docket.coordinator.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * From the time when a request was meant to be sent until a reader of committed commands has its command: Docket beside the
 * pass-through topology in the same place.
 */
final class RequestFigures {

    private static final List<Integer> PER_SECOND = List.of(500, 2_000);
    private static final double MILLIS_OVER_CEILING = 1;
    private static final double P99_OF_CEILING = 1.3;

    private RequestFigures() {}

    /** Two rows for each pace. */
    static List<Row> measure(Site site, StreamsProfile profile) throws Exception {
        LifeRecords life = site.life();
        try (PacedInstance docket = start(site, "docket", profile, new QueueWiring());
                PacedInstance ceiling = start(site, "ceiling", profile, new PassThrough(life))) {
            List<List<Waits>> dockets = rounds();
            List<List<Waits>> ceilings = rounds();
            for (int round = 1; round <= site.plan().rounds(); round++) {
                for (int pace = 0; pace < PER_SECOND.size(); pace++) {
                    ceilings.get(pace).add(turn(site, round, ceiling, PER_SECOND.get(pace)));
                    dockets.get(pace).add(turn(site, round, docket, PER_SECOND.get(pace)));
                }
            }
            List<Row> rows = new ArrayList<>();
            for (int pace = 0; pace < PER_SECOND.size(); pace++) {
                String at = String.format(Locale.ROOT, "%,d/s, profile %s", PER_SECOND.get(pace), lower(profile));
                rows.addAll(rows(at, dockets.get(pace), ceilings.get(pace)));
            }
            return rows;
        }
    }

    private static List<List<Waits>> rounds() {
        return PER_SECOND.stream().<List<Waits>>map(pace -> new ArrayList<>()).toList();
    }

    private static PacedInstance start(Site site, String what, StreamsProfile profile, Wiring wiring) throws Exception {
        String name = what + "-" + lower(profile);
        Setup setup = new Setup(name, false, 0, 0, profile);
        PacedInstance instance = PacedInstance.start(name, site.servers(), site.directory(), setup, wiring);
        site.progress().say("%s: started; warming up", name);
        instance.run(PER_SECOND.get(PER_SECOND.size() - 1), site.plan().warmUp());
        return instance;
    }

    private static Waits turn(Site site, int round, PacedInstance instance, int perSecond) throws Exception {
        Waits waits = instance.run(perSecond, site.plan().turn());
        site.progress()
                .say(
                        "round %d of %d: %s at %,d/s, p50 %.1f ms, p99 %.1f ms",
                        round, site.plan().rounds(), instance.name(), perSecond, waits.p50(), waits.p99());
        return waits;
    }

    private static List<Row> rows(String at, List<Waits> docket, List<Waits> ceiling) {
        List<Double> over = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < docket.size(); i++) {
            over.add(docket.get(i).p50() - ceiling.get(i).p50());
            ratios.add(docket.get(i).p99() / ceiling.get(i).p99());
        }
        return List.of(
                Row.of(
                        "request → command, " + at + ": p50 − ceiling's, ms",
                        Goal.atMost(MILLIS_OVER_CEILING),
                        over,
                        both(docket, ceiling, Waits::p50)),
                Row.of(
                        "request → command, " + at + ": p99 ÷ ceiling's",
                        Goal.atMost(P99_OF_CEILING),
                        ratios,
                        both(docket, ceiling, Waits::p99)));
    }

    private static String both(List<Waits> docket, List<Waits> ceiling, ToDoubleFunction<Waits> figure) {
        return String.format(Locale.ROOT, "%.1f and %.1f ms", median(docket, figure), median(ceiling, figure));
    }

    private static double median(List<Waits> waits, ToDoubleFunction<Waits> figure) {
        return Median.of(waits.stream().map(figure::applyAsDouble).toList());
    }

    private static String lower(StreamsProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }
}
