package dev.docket.bench.latency;

import dev.docket.bench.lives.Length;
import dev.docket.bench.lives.Plan;
import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import dev.docket.coordinator.StreamsProfile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        header = "How long a request waits for its command, a slot for the next execution, a client for a position.",
        description = {
            "",
            "Runs a broker and coordinators of one queue each in this process. First requests come at a steady pace, for both"
                    + " profiles, in turns with a pass-through topology that writes as many records of the same sizes"
                    + " without any queue (the ceiling): each wait is counted from the time when its request was meant to be"
                    + " sent until a reader of committed records has its command. Then a hundred slots are given on as fast"
                    + " as it goes. Then positions are asked over HTTP, at a steady thousand lives a second and at as many"
                    + " as there can be.",
            ""
        })
public final class LatencyCommand implements Callable<Integer> {

    private static final int LINE = 100_000;
    private static final int QUICK_LINE = 50_000;

    /** One after the other. */
    enum Part {
        /** Requests, with the profile for latency. */
        LATENCY,
        /** Requests, with the profile for throughput. */
        THROUGHPUT,
        /** Slots. */
        SLOTS,
        /** Positions over HTTP. */
        POSITIONS
    }

    @Option(
            names = "--parts",
            paramLabel = "PART",
            split = ",",
            description =
                    "What is measured, of ${COMPLETION-CANDIDATES}: requests with this profile or the other, slots,"
                            + " positions. Default: all.")
    Set<Part> parts = EnumSet.allOf(Part.class);

    @Mixin
    Length length = new Length();

    @Option(
            names = "--line",
            paramLabel = "N",
            description = "How many wait where positions are asked, 30000 at least. Default: 100000; quick: 50000.")
    @Nullable
    Integer line;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the coordinators, such as kafka.poll.ms=5; may be repeated.")
    Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    Publication publication = new Publication();

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        Plan plan = line == null ? length.plan(LINE, QUICK_LINE) : length.plan(line, line);
        try (WorkDirectory work = WorkDirectory.of(null);
                Site site = new Site(work.path(), plan, settings, new Progress())) {
            publication.publish(rows(site, parts));
        }
        return 0;
    }

    /** The rows of these parts. */
    static List<Row> rows(Site site, Set<Part> parts) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.addAll(
                    switch (part) {
                        case LATENCY -> RequestFigures.measure(site, StreamsProfile.LATENCY);
                        case THROUGHPUT -> RequestFigures.measure(site, StreamsProfile.THROUGHPUT);
                        case SLOTS -> SlotFigures.measure(site);
                        case POSITIONS -> PositionFigures.measure(site);
                    });
        }
        return rows;
    }
}
