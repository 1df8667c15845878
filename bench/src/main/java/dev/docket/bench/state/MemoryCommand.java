package dev.docket.bench.state;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.bench.rig.Quiet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.management.JMException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench memory}. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        header = "How much heap each execution takes that waits, beside its payload.",
        description = {
            "",
            "With the default store payloads are on disk; what grows on the heap with the line is the index. It is made in"
                    + " this process of encoded entries, as a restore makes it, and the used heap is compared after full"
                    + " collections. The store's own buffers and caches are bounded and not in it.",
            ""
        })
public final class MemoryCommand implements Callable<Integer> {

    private static final double BYTES_EACH = 120;
    private static final int CLASSES = 12;

    @Option(names = "--lengths", split = ",", paramLabel = "N", description = "How many wait. Default: 100000,1000000.")
    List<Integer> lengths = List.of(100_000, 1_000_000);

    @Option(names = "--rounds", paramLabel = "N", description = "How often each is measured. Default: 5.")
    int rounds = 5;

    @Option(names = "--quick", description = "The shortest line only.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        Progress progress = new Progress();
        List<Row> rows = new ArrayList<>();
        for (int length : quick ? lengths.subList(0, 1) : lengths) {
            rows.add(row(length, rounds, progress));
        }
        publication.publish(rows);
        return 0;
    }

    /** So many rounds at one length, after one that does not count: what is loaded once is on the heap then. */
    static Row row(int length, int rounds, Progress progress) throws JMException {
        HeapOfIndex.Seen last = HeapOfIndex.of(length);
        List<Double> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            last = HeapOfIndex.of(length);
            runs.add(last.bytesEach());
            progress.say("round %d of %d: %,d wait, %.1f bytes each", round, rounds, length, last.bytesEach());
        }
        return Row.of(
                String.format(Locale.ROOT, "bytes of heap for each pending execution, %,d in line", length),
                Goal.atMost(BYTES_EACH),
                runs,
                String.format(
                        Locale.ROOT,
                        "the index alone, made of encoded entries as in a restore; ids of 17 characters, 1,000 users, one"
                                + " accepted each millisecond; bytes each by class: %s",
                        last.histogram().biggest(CLASSES, length)));
    }
}
