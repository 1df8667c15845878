package dev.docket.bench.watchers;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Pairs as a Markdown table, and their medians. */
final class WatchersTable {

    private static final double PERCENT = 100.0;
    private static final double MEBI = 1024.0 * 1024.0;

    private WatchersTable() {}

    static String of(List<Pair> pairs, int watchers, long memory) {
        StringBuilder out = new StringBuilder("""
                | pair | scheduled/s without | with | ratio | events/s per watcher | bytes per event | client, cores in \
                percent | updating thread, the same |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (int i = 0; i < pairs.size(); i++) {
            out.append(row(Integer.toString(i + 1), pairs.subList(i, i + 1), watchers));
        }
        out.append(row("median", pairs, watchers));
        out.append(String.format(
                Locale.ROOT,
                "%n%d watchers take %.1f MiB, both ends of their connections together: %.1f KiB each.%n",
                watchers,
                memory / MEBI,
                memory / 1024.0 / watchers));
        return out.toString();
    }

    private static String row(String name, List<Pair> pairs, int watchers) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.3f | %.2f | %.0f | %.1f | %.1f |%n",
                name,
                median(pairs, pair -> pair.without().rate()),
                median(pairs, pair -> pair.with().rate()),
                median(pairs, Pair::ratio),
                median(pairs, pair -> pair.with().events() * 1e9 / pair.with().nanos() / watchers),
                median(
                        pairs,
                        pair -> (double) pair.with().bytes()
                                / Math.max(1, pair.with().events())),
                median(
                        pairs,
                        pair -> PERCENT
                                * pair.with().readingNanos()
                                / pair.with().nanos()),
                median(
                        pairs,
                        pair -> PERCENT
                                * pair.with().updatingNanos()
                                / pair.with().nanos()));
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        double[] sorted = pairs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
