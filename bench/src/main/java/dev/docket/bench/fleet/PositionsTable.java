package dev.docket.bench.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What was seen of positions, as two Markdown tables. */
final class PositionsTable {

    private static final double THOUSAND = 1000;

    private PositionsTable() {}

    static String atRest(List<PositionsAtRest.Outcome> outcomes) {
        StringBuilder out = new StringBuilder("""
                | coordinators | brokers | queues | waiting | asked, of every coordinator | told otherwise than \
                recounted | marked stale | copies that answered |
                | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |
                """);
        for (PositionsAtRest.Outcome outcome : outcomes) {
            Set<String> copies = new HashSet<>();
            outcome.told().forEach(told -> copies.addAll(told.copies()));
            out.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %s | %d | %d | %d |%n",
                    outcome.instances(),
                    outcome.brokers(),
                    outcome.queues(),
                    outcome.waiting(),
                    String.join(
                            ", ",
                            outcome.told().stream()
                                    .map(told -> Long.toString(told.asked()))
                                    .toList()),
                    outcome.told().stream().mapToLong(ToldPositions::wrong).sum(),
                    outcome.told().stream().mapToLong(ToldPositions::stale).sum(),
                    copies.size()));
        }
        return out.toString();
    }

    static String growth(List<PositionGrowth.Step> steps) {
        StringBuilder out = new StringBuilder("""
                | pending | any, in the store, µs | times the first | one of the same 1 000, µs | times the first | \
                log n, times the first | any, over HTTP, p50, ms | p99, ms |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        PositionGrowth.Step first = steps.get(0);
        for (PositionGrowth.Step step : steps) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %d | %.2f | %.1f | %.2f | %.1f | %.1f | %.2f | %.2f |%n",
                    step.pending(),
                    step.storeNanos() / THOUSAND,
                    (double) step.storeNanos() / first.storeNanos(),
                    step.sameNanos() / THOUSAND,
                    (double) step.sameNanos() / first.sameNanos(),
                    Math.log(step.pending()) / Math.log(first.pending()),
                    step.httpMicros() / THOUSAND,
                    step.httpSlowMicros() / THOUSAND));
        }
        return out.toString();
    }
}
