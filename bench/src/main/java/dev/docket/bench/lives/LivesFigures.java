package dev.docket.bench.lives;

import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import java.util.List;
import java.util.Locale;

/** Docket beside the ceiling: with an empty line and a long one, in memory and with the default store. */
final class LivesFigures implements Figures {

    private static final double OF_CEILING = 0.9;
    private static final double PROCESSOR_TIME = 1.2;
    private static final double LINE_IN_MEMORY = 0.8;
    private static final double LINE_ON_DISK = 0.5;
    private static final double DISK = 0.9;

    private final int line;
    private final Contender memory;
    private final Contender ceiling;
    private final Contender memoryLine;
    private final Contender disk;
    private final Contender diskLine;

    LivesFigures(Lineup lineup) throws Exception {
        line = lineup.plan().line();
        memory = lineup.memory();
        ceiling = lineup.ceiling();
        disk = lineup.disk();
        memoryLine = lineup.memoryLine();
        diskLine = lineup.diskLine();
    }

    @Override
    public List<Contender> contenders() {
        return List.of(ceiling, memory, memoryLine, disk, diskLine);
    }

    @Override
    public List<Row> rows(Turns turns) {
        String waiting = String.format(Locale.ROOT, "%,d in line", line);
        return List.of(
                turns.rates("lives/s, in memory ÷ ceiling", Goal.atLeast(OF_CEILING), memory, ceiling),
                Row.of(
                        "stream-thread processor time per life, in memory ÷ ceiling",
                        Goal.atMost(PROCESSOR_TIME),
                        turns.ratios(memory, ceiling, Sample::microsPerLife),
                        String.format(
                                Locale.ROOT,
                                "%.1f and %.1f µs",
                                turns.median(memory, Sample::microsPerLife),
                                turns.median(ceiling, Sample::microsPerLife))),
                turns.rates(
                        "lives/s, in memory, " + waiting + " ÷ nearly empty",
                        Goal.atLeast(LINE_IN_MEMORY),
                        memoryLine,
                        memory),
                turns.rates(
                        "lives/s, default store, " + waiting + " ÷ in memory, nearly empty",
                        Goal.atLeast(LINE_ON_DISK),
                        diskLine,
                        memory),
                turns.rates("lives/s, default store ÷ in memory", Goal.atLeast(DISK), disk, memory));
    }
}
