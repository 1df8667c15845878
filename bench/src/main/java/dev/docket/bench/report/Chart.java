package dev.docket.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** One row as an SVG bar chart: a bar for each run, a line for the median, a dashed one for the goal, the conditions below. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LEFT = 70;
    private static final int RIGHT = 110;
    private static final int TOP = 50;
    private static final int PLOT = 220;
    private static final int LINE = 16;
    private static final int LINE_CHARS = 110;
    private static final double HEADROOM = 1.12;
    private static final String BAR = "#7a9cc6";
    private static final String MEDIAN = "#1f4e8c";
    private static final String HOLDS = "#2e7d32";
    private static final String FALLS_SHORT = "#b3261e";

    private final Row row;
    private final double top;
    private final List<String> conditions;
    private final Svg svg;

    private Chart(Row row) {
        this.row = row;
        double highest =
                row.runs().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Row.Goal goal = row.goal();
        top = HEADROOM
                * DoubleStream.of(highest, goal == null ? 0 : goal.value(), Double.MIN_NORMAL)
                        .max()
                        .orElse(1);
        conditions = wrapped(row.conditions());
        svg = new Svg(WIDTH, TOP + PLOT + (3 + conditions.size()) * LINE, row.name());
    }

    /** The whole document. */
    static String of(Row row) {
        Chart chart = new Chart(row);
        chart.draw();
        return chart.svg.end();
    }

    private void draw() {
        svg.text(row.name(), "x", LEFT, "y", 28, "font-size", 15, "font-weight", "bold");
        if (row.runs().isEmpty()) {
            svg.text("not measured", "x", LEFT, "y", TOP + PLOT / 2);
        } else {
            axis();
            bars();
            line(row.ratio(), "median " + Report.number(row.ratio()), MEDIAN, "none");
        }
        Row.Goal goal = row.goal();
        if (goal != null) {
            line(goal.value(), goal.toString(), row.holds() ? HOLDS : FALLS_SHORT, "6 4");
        }
        for (int i = 0; i < conditions.size(); i++) {
            svg.text(conditions.get(i), "x", LEFT, "y", TOP + PLOT + (3 + i) * LINE, "fill", "#555555");
        }
    }

    private void axis() {
        int base = TOP + PLOT;
        svg.shape("line", "x1", LEFT, "y1", base, "x2", WIDTH - RIGHT, "y2", base, "stroke", Svg.INK);
        svg.text("0", "x", LEFT - 6, "y", base + 4, "text-anchor", "end");
        svg.text(Report.number(top), "x", LEFT - 6, "y", TOP + 4, "text-anchor", "end");
    }

    private void bars() {
        double slot = (double) (WIDTH - LEFT - RIGHT) / row.runs().size();
        for (int i = 0; i < row.runs().size(); i++) {
            double value = row.runs().get(i);
            double x = LEFT + slot * (i + 0.15);
            double y = y(value);
            svg.shape("rect", "x", x, "y", y, "width", slot * 0.7, "height", TOP + PLOT - y, "fill", BAR);
            svg.text(Report.number(value), "x", x + slot * 0.35, "y", TOP + PLOT + LINE, "text-anchor", "middle");
        }
    }

    private void line(double value, String label, String colour, String dashes) {
        double y = y(value);
        svg.shape(
                "line",
                "x1",
                LEFT,
                "y1",
                y,
                "x2",
                WIDTH - RIGHT,
                "y2",
                y,
                "stroke",
                colour,
                "stroke-width",
                1.5,
                "stroke-dasharray",
                dashes);
        // Two labels at the same height would cover each other: the median's stands above its line, the goal's below.
        double labelY = dashes.equals("none") ? y - 2 : y + 11;
        svg.text(label, "x", WIDTH - RIGHT + 6, "y", labelY, "fill", colour);
    }

    private double y(double value) {
        return TOP + PLOT * (1 - value / top);
    }

    private static List<String> wrapped(String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (line.length() > 0 && line.length() + word.length() >= LINE_CHARS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
