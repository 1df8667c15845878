package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.bench.lives.PassThrough;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.StreamsProfile;
import dev.docket.coordinator.StreamsSettings;
import dev.docket.coordinator.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How long it takes until a slot whose execution completes is given on: a hundred slots, a line that never empties, and a
 * launcher whose executions complete when their commands are seen. The transactions set the pace; what is looked at is what
 * comes on top of the time between two of them. Beside it the pass-through topology, which has no slots, with a hundred
 * requests on their way all the time.
 */
final class SlotFigures {

    private static final int SLOTS = 100;
    private static final int LINE = 10_000;
    private static final double MILLIS_OVER_COMMIT = 12;

    private SlotFigures() {}

    /** One row. */
    static List<Row> measure(Site site) throws Exception {
        Setup slots = site.setup("slots", LINE, SLOTS, StreamsProfile.LATENCY);
        Setup none = site.setup("slots-ceiling", 0, SLOTS, StreamsProfile.LATENCY);
        try (KafkaContender docket = start(site, slots, new QueueWiring());
                KafkaContender ceiling = start(site, none, new PassThrough(site.life()))) {
            int commit = commitMillis(docket);
            List<Double> dockets = new ArrayList<>();
            List<Double> ceilings = new ArrayList<>();
            for (int round = 1; round <= site.plan().rounds(); round++) {
                ceilings.add(cycle(Seen.in(ceiling, site.plan().turn())));
                dockets.add(cycle(Seen.in(docket, site.plan().turn())));
                site.progress()
                        .say(
                                "round %d of %d: %d slots, %.1f ms from one life to the next; ceiling %.1f ms",
                                round, site.plan().rounds(), SLOTS, dockets.get(round - 1), ceilings.get(round - 1));
            }
            return List.of(Row.of(
                    "slot turn-around − commit interval, " + SLOTS + " slots, profile latency, ms",
                    Goal.atMost(MILLIS_OVER_COMMIT),
                    dockets.stream().map(cycle -> cycle - commit).toList(),
                    String.format(
                            Locale.ROOT,
                            "%.1f ms for a life, %,.0f lives/s, a commit every %d ms; ceiling, %d on their way: %.1f ms",
                            Median.of(dockets),
                            SLOTS * 1e3 / Median.of(dockets),
                            commit,
                            SLOTS,
                            Median.of(ceilings))));
        }
    }

    private static KafkaContender start(Site site, Setup setup, Wiring wiring) throws Exception {
        String name = setup.installation();
        KafkaContender contender = KafkaContender.start(name, site.servers(), site.directory(), setup, wiring);
        site.progress().say("%s: started; warming up", name);
        Seen.in(contender, site.plan().warmUp());
        return contender;
    }

    private static int commitMillis(KafkaContender docket) {
        Object interval =
                StreamsSettings.of(docket.config(), docket.address()).get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
        return Integer.parseInt(String.valueOf(interval));
    }

    /** Milliseconds from one life in a slot to the next. */
    private static double cycle(Seen seen) {
        return SLOTS * 1e3 / seen.lives();
    }
}
