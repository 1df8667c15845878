package dev.docket.bench.fleet;

import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.broker.BrokerTuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The figures of a {@link Failover} as a Markdown table, one column for each way in which brokers are set. */
final class FailoverTable {

    private static final double MILLIS = 1000;

    /** The session time-out that coordinators have by default, and what is granted beyond it. */
    private static final double SESSION_AND_TWO_SECONDS = 8;

    private static final double LONGEST_WITHOUT_ANSWER = 10;

    /** What the JVM that ran it says of a process that was killed. */
    private static final int KILLED = 137;

    private final Map<BrokerTuning, Column> columns;

    /** What was seen on brokers that are set in one way. */
    record Column(List<Takeover> takeovers, Failover.Ending ending) {}

    FailoverTable(Map<BrokerTuning, Column> columns) {
        this.columns = columns;
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("| least / median / most | ");
        out.append(columns.keySet().stream()
                .map(tuning -> tuning == BrokerTuning.TUNED ? "brokers as advised" : "brokers by default")
                .collect(Collectors.joining(" | ")));
        out.append(" |\n| --- |").append(" ---: |".repeat(columns.size())).append('\n');
        row(
                out,
                "instances ended",
                column -> Integer.toString(column.takeovers().size()));
        row(out, "processors busy before, %", column -> counts(column, Takeover::busyPercent));
        row(out, "partitions of each", column -> counts(column, Takeover::partitions));
        row(out, "records their copies lacked, as told last", column -> counts(column, Takeover::lacking));
        row(out, "signal until the process had ended, s", column -> seconds(column, Takeover::endMillis));
        row(out, "exit codes", FailoverTable::exitCodes);
        row(out, "signal until its queues had decisions again, s", column -> seconds(column, Takeover::decisionGap));
        row(out, "longest time without an answer, s", column -> seconds(column, Takeover::answerGap));
        row(out, "longest time with only stale ones, s", column -> seconds(column, Takeover::currentGap));
        row(out, "records replayed to take over", column -> counts(column, Takeover::replayed));
        row(
                out,
                "longest pause afterwards, while the next one joined if there was one, s",
                column -> seconds(column, Takeover::joinGap));
        row(out, "answers marked stale", column -> Long.toString(column.ending().stale()));
        row(
                out,
                "accepted executions not known",
                column -> Long.toString(column.ending().unknown()));
        row(out, "requests sent", column -> Long.toString(column.ending().sent()));
        row(out, "accepted, and ended once", FailoverTable::accepted);
        row(out, "unaccounted for, or found wrong", FailoverTable::faults);
        return out.toString();
    }

    /** What was promised, for each way in which brokers are set. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        columns.forEach((tuning, column) -> {
            String conditions = String.format(
                    Locale.ROOT,
                    "%s, brokers %s, processors %s %% busy before (least / median / most)",
                    exitCodes(column).equals(Integer.toString(KILLED)) ? "kill -9" : "SIGTERM",
                    tuning == BrokerTuning.TUNED ? "as advised" : "by default",
                    counts(column, Takeover::busyPercent));
            rows.add(Row.of(
                    "s, signal until its queues had decisions again",
                    Goal.atMost(SESSION_AND_TWO_SECONDS),
                    each(column, takeover -> takeover.decisionGap() / MILLIS),
                    conditions));
            rows.add(Row.of(
                    "records replayed to take over",
                    Goal.atMost(0),
                    each(column, takeover -> (double) takeover.replayed()),
                    conditions));
            rows.add(Row.of(
                    "s, longest time without an answer",
                    Goal.atMost(LONGEST_WITHOUT_ANSWER),
                    each(column, takeover -> takeover.answerGap() / MILLIS),
                    conditions));
        });
        return rows;
    }

    private static List<Double> each(Column column, ToDoubleFunction<Takeover> of) {
        return column.takeovers().stream().map(of::applyAsDouble).toList();
    }

    private void row(StringBuilder out, String name, Function<Column, String> cell) {
        out.append("| ").append(name);
        columns.values().forEach(column -> out.append(" | ").append(cell.apply(column)));
        out.append(" |\n");
    }

    private static String accepted(Column column) {
        long accepted = column.ending().audit().answers().accepted();
        return accepted + ", " + column.ending().audit().ended();
    }

    private static String faults(Column column) {
        long wrong = column.ending().audit().faults().values().stream()
                .mapToLong(count -> count)
                .sum();
        return (column.ending().audit().unaccounted() + column.ending().lost()) + ", " + wrong;
    }

    private static String exitCodes(Column column) {
        return column.takeovers().stream()
                .map(takeover -> Integer.toString(takeover.exitCode()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Column column, ToLongFunction<Takeover> of) {
        return spread(column, of).stream()
                .map(millis -> String.format(Locale.ROOT, "%.1f", millis / MILLIS))
                .collect(Collectors.joining(" / "));
    }

    private static String counts(Column column, ToLongFunction<Takeover> of) {
        return spread(column, of).stream().map(count -> Long.toString(count)).collect(Collectors.joining(" / "));
    }

    /** Least, median and most. */
    private static List<Long> spread(Column column, ToLongFunction<Takeover> of) {
        List<Long> sorted =
                column.takeovers().stream().map(of::applyAsLong).sorted().toList();
        return List.of(sorted.get(0), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }
}
