package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.lives.Traffic;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.StreamsProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How many positions one instance tells over HTTP while it schedules, and what that costs the scheduling: at a steady
 * thousand lives a second, and at as many as it can. Whoever is asked about waits in a line; the client that asks has the
 * same processors as everything else.
 */
final class PositionFigures {

    private static final int PER_SECOND = 1_000;
    private static final int RUNNING = 10_000;
    private static final double ANSWERS = 10_000;
    private static final double LIVES = 0.9;

    private final Site site;
    private final KafkaContender docket;
    private final List<Seen> steady = new ArrayList<>();
    private final List<Seen> steadyAsked = new ArrayList<>();
    private final List<Seen> fast = new ArrayList<>();
    private final List<Seen> fastAsked = new ArrayList<>();

    private PositionFigures(Site site, KafkaContender docket) {
        this.site = site;
        this.docket = docket;
    }

    /** Three rows. */
    static List<Row> measure(Site site) throws Exception {
        Setup setup = site.setup("positions", site.plan().line(), RUNNING, StreamsProfile.THROUGHPUT);
        try (KafkaContender docket =
                KafkaContender.start("positions", site.servers(), site.directory(), setup, new QueueWiring())) {
            site.progress()
                    .say("positions: %,d in line; warming up", site.plan().line());
            PositionFigures figures = new PositionFigures(site, docket);
            figures.asked(site.plan().warmUp(), Double.POSITIVE_INFINITY);
            for (int round = 1; round <= site.plan().rounds(); round++) {
                figures.turn(round);
            }
            return figures.rows();
        }
    }

    private void turn(int round) throws Exception {
        Duration time = site.plan().turn();
        Seen unasked = add(steady, Seen.in(docket, PER_SECOND, time, null));
        Seen asked = add(steadyAsked, asked(time, PER_SECOND));
        Seen fastest = add(fast, Seen.in(docket, time));
        Seen fastestAsked = add(fastAsked, asked(time, Double.POSITIVE_INFINITY));
        site.progress()
                .say(
                        "round %d of %d: %,.0f lives/s, %,.0f beside %,.0f positions/s; %,.0f lives/s, %,.0f beside %,.0f",
                        round,
                        site.plan().rounds(),
                        unasked.lives(),
                        asked.lives(),
                        asked.answers(),
                        fastest.lives(),
                        fastestAsked.lives(),
                        fastestAsked.answers());
    }

    private static Seen add(List<Seen> all, Seen seen) {
        all.add(seen);
        return seen;
    }

    private Seen asked(Duration time, double perSecond) throws Exception {
        try (Askers askers = Askers.start(docket.address(), this::anybodyPending)) {
            return Seen.in(docket, perSecond, time, askers);
        }
    }

    /** One of the lowest priority: new enough to be still in line, old enough to have come there. */
    private String anybodyPending() {
        long requested = docket.requested();
        long from = Math.max(0, requested - 2L * site.plan().line());
        long to = requested - 2 * RUNNING;
        return "/v1/queues/" + KafkaContender.QUEUE + "/executions/"
                + Traffic.id(Lowest.among(from, to, ThreadLocalRandom.current()));
    }

    private List<Row> rows() {
        String where = String.format(
                Locale.ROOT,
                "%,d in line, default store, %d connections, client in this process",
                site.plan().line(),
                Askers.CONNECTIONS);
        return List.of(
                Row.of(
                        "positions/s over HTTP while 1,000 lives/s",
                        Goal.atLeast(ANSWERS),
                        steadyAsked.stream().map(Seen::answers).toList(),
                        where),
                Row.of(
                        "lives/s, asked to be 1,000: beside these questions ÷ without",
                        Goal.atLeast(LIVES),
                        ratios(steadyAsked, steady),
                        lives(steadyAsked, steady)),
                Row.of(
                        "lives/s, as many as it can: beside as many questions as it can ÷ without",
                        Goal.atLeast(LIVES),
                        ratios(fastAsked, fast),
                        lives(fastAsked, fast)));
    }

    private static List<Double> ratios(List<Seen> with, List<Seen> without) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            ratios.add(with.get(i).lives() / without.get(i).lives());
        }
        return ratios;
    }

    private static String lives(List<Seen> with, List<Seen> without) {
        return String.format(
                Locale.ROOT,
                "%,.0f and %,.0f lives/s, %,.0f positions/s",
                Median.of(with.stream().map(Seen::lives).toList()),
                Median.of(without.stream().map(Seen::lives).toList()),
                Median.of(with.stream().map(Seen::answers).toList()));
    }
}
