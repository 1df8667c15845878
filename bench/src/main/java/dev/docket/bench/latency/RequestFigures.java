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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * From the time when a request was meant to be sent until a reader of committed commands has its command: Docket beside the
 * pass-through topology in the same place. A turn of both is made of slices of a second, in which they alternate: the machine
 * is not the same for longer.
 */
final class RequestFigures {

    private static final List<Integer> PER_SECOND = List.of(500, 2_000);
    private static final Duration MOST_SLICE = Duration.ofSeconds(1);
    private static final double MILLIS_OVER_CEILING = 1;
    private static final double P99_OF_CEILING = 1.3;

    /** For orientation, with the profile for latency. */
    private static final double P50_MILLIS = 15;

    private static final double P99_MILLIS = 30;

    private RequestFigures() {}

    /** What both waited in one turn. */
    private record Pair(Waits docket, Waits ceiling) {}

    /** Two rows for each pace; with the profile for latency two more, and one beside Redis. */
    static List<Row> measure(Site site, StreamsProfile profile) throws Exception {
        LifeRecords life = site.life();
        List<List<Pair>> turns =
                PER_SECOND.stream().<List<Pair>>map(pace -> new ArrayList<>()).toList();
        List<Row> besideRedis = new ArrayList<>();
        try (PacedInstance docket = start(site, "docket", profile, new QueueWiring());
                PacedInstance ceiling = start(site, "ceiling", profile, new PassThrough(life));
                RedisFigure redis = profile == StreamsProfile.LATENCY
                        ? new RedisFigure(site.directory(), PER_SECOND.get(0))
                        : null) {
            for (int round = 1; round <= site.plan().rounds(); round++) {
                for (int pace = 0; pace < PER_SECOND.size(); pace++) {
                    int perSecond = PER_SECOND.get(pace);
                    Pair pair = turn(docket, ceiling, perSecond, site.plan().turn());
                    turns.get(pace).add(pair);
                    say(site, round, perSecond, pair);
                }
                if (redis != null) {
                    redis.turn(site.plan().turn(), turns.get(0).get(round - 1).docket());
                }
            }
            if (redis != null) {
                besideRedis.add(redis.row());
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int pace = 0; pace < PER_SECOND.size(); pace++) {
            String at = String.format(Locale.ROOT, "%,d/s, profile %s", PER_SECOND.get(pace), lower(profile));
            rows.addAll(rows("request → command, " + at, turns.get(pace)));
            if (profile == StreamsProfile.LATENCY) {
                rows.addAll(absolute("request → command, " + at, turns.get(pace)));
            }
        }
        rows.addAll(besideRedis);
        return rows;
    }

    private static void say(Site site, int round, int perSecond, Pair pair) {
        site.progress()
                .say(
                        "round %d of %d: %,d/s, p50 %.1f ms, p99 %.1f ms; ceiling %.1f, %.1f ms",
                        round,
                        site.plan().rounds(),
                        perSecond,
                        pair.docket().p50(),
                        pair.docket().p99(),
                        pair.ceiling().p50(),
                        pair.ceiling().p99());
    }

    private static PacedInstance start(Site site, String what, StreamsProfile profile, Wiring wiring) throws Exception {
        String name = what + "-" + lower(profile);
        Setup setup = site.setup(name, 0, 0, profile);
        PacedInstance instance = PacedInstance.start(site.servers(), site.directory(), setup, wiring);
        site.progress().say("%s: started; warming up", name);
        instance.run(PER_SECOND.get(PER_SECOND.size() - 1), site.plan().warmUp(), new Waits());
        return instance;
    }

    private static Pair turn(PacedInstance docket, PacedInstance ceiling, int perSecond, Duration time)
            throws Exception {
        Pair pair = new Pair(new Waits(), new Waits());
        Duration slice = time.compareTo(MOST_SLICE) < 0 ? time : MOST_SLICE;
        for (long left = time.dividedBy(slice); left > 0; left--) {
            ceiling.run(perSecond, slice, pair.ceiling());
            docket.run(perSecond, slice, pair.docket());
        }
        return pair;
    }

    private static List<Row> rows(String what, List<Pair> turns) {
        return List.of(
                Row.of(
                        what + ": p50 − ceiling's, ms",
                        Goal.atMost(MILLIS_OVER_CEILING),
                        turns.stream()
                                .map(pair ->
                                        pair.docket().p50() - pair.ceiling().p50())
                                .toList(),
                        both(turns, Waits::p50)),
                Row.of(
                        what + ": p99 ÷ ceiling's",
                        Goal.atMost(P99_OF_CEILING),
                        turns.stream()
                                .map(pair ->
                                        pair.docket().p99() / pair.ceiling().p99())
                                .toList(),
                        both(turns, Waits::p99)));
    }

    private static List<Row> absolute(String what, List<Pair> turns) {
        return List.of(
                Row.of(
                        what + ": p50, ms",
                        Goal.atMost(P50_MILLIS),
                        turns.stream().map(pair -> pair.docket().p50()).toList(),
                        "for orientation: most of it is the commit interval"),
                Row.of(
                        what + ": p99, ms",
                        Goal.atMost(P99_MILLIS),
                        turns.stream().map(pair -> pair.docket().p99()).toList(),
                        "for orientation, as above"));
    }

    private static String both(List<Pair> turns, ToDoubleFunction<Waits> figure) {
        return String.format(
                Locale.ROOT,
                "%.1f and %.1f ms",
                Median.of(turns.stream()
                        .map(pair -> figure.applyAsDouble(pair.docket()))
                        .toList()),
                Median.of(turns.stream()
                        .map(pair -> figure.applyAsDouble(pair.ceiling()))
                        .toList()));
    }

    private static String lower(StreamsProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }
}
