package dev.docket.bench.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One row as an SVG bar chart: a bar for each run, a line for the median, a dashed one for the goal, the conditions below.
 * Written with the XML writer of the JDK, which escapes what must be: the libraries that draw charts bring licences or
 * graphics of their own, and this needs rectangles.
 */
final class Chart {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int WIDTH = 760;
    private static final int LEFT = 70;
    private static final int RIGHT = 110;
    private static final int TOP = 50;
    private static final int PLOT = 220;
    private static final int LINE = 16;
    private static final int LINE_CHARS = 110;
    private static final double HEADROOM = 1.12;
    private static final String INK = "#222222";
    private static final String BAR = "#7a9cc6";
    private static final String MEDIAN = "#1f4e8c";
    private static final String HOLDS = "#2e7d32";
    private static final String FALLS_SHORT = "#b3261e";

    private final Row row;
    private final double top;
    private final List<String> conditions;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    private Chart(Row row) throws XMLStreamException {
        this.row = row;
        double highest =
                row.runs().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Row.Goal goal = row.goal();
        top = HEADROOM
                * DoubleStream.of(highest, goal == null ? 0 : goal.value(), Double.MIN_NORMAL)
                        .max()
                        .orElse(1);
        conditions = wrapped(row.conditions());
        out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /** The whole document. */
    static String of(Row row) {
        try {
            Chart chart = new Chart(row);
            chart.draw();
            return chart.text + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text that cannot be written to memory", e);
        }
    }

    private void draw() throws XMLStreamException {
        int height = TOP + PLOT + 2 * LINE + conditions.size() * LINE + LINE;
        out.writeStartElement("svg");
        out.writeDefaultNamespace(SVG);
        attributes("width", WIDTH, "height", height, "viewBox", "0 0 " + WIDTH + " " + height, "role", "img");
        attributes("font-family", "sans-serif", "font-size", 12, "fill", INK);
        element("title", row.name());
        shape("rect", "width", WIDTH, "height", height, "fill", "#ffffff");
        text(row.name(), "x", LEFT, "y", 28, "font-size", 15, "font-weight", "bold");
        if (row.runs().isEmpty()) {
            text("not measured", "x", LEFT, "y", TOP + PLOT / 2);
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
            text(conditions.get(i), "x", LEFT, "y", TOP + PLOT + (3 + i) * LINE, "fill", "#555555");
        }
        out.writeEndElement();
        out.flush();
    }

    private void axis() throws XMLStreamException {
        int base = TOP + PLOT;
        shape("line", "x1", LEFT, "y1", base, "x2", WIDTH - RIGHT, "y2", base, "stroke", INK);
        text("0", "x", LEFT - 6, "y", base + 4, "text-anchor", "end");
        text(Report.number(top), "x", LEFT - 6, "y", TOP + 4, "text-anchor", "end");
    }

    private void bars() throws XMLStreamException {
        double slot = (double) (WIDTH - LEFT - RIGHT) / row.runs().size();
        for (int i = 0; i < row.runs().size(); i++) {
            double value = row.runs().get(i);
            double x = LEFT + slot * (i + 0.15);
            double y = y(value);
            shape("rect", "x", x, "y", y, "width", slot * 0.7, "height", TOP + PLOT - y, "fill", BAR);
            text(Report.number(value), "x", x + slot * 0.35, "y", TOP + PLOT + LINE, "text-anchor", "middle");
        }
    }

    private void line(double value, String label, String colour, String dashes) throws XMLStreamException {
        double y = y(value);
        shape(
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
        text(label, "x", WIDTH - RIGHT + 6, "y", labelY, "fill", colour);
    }

    private double y(double value) {
        return TOP + PLOT * (1 - value / top);
    }

    private void text(String words, Object... attributes) throws XMLStreamException {
        out.writeStartElement("text");
        attributes(attributes);
        out.writeCharacters(words);
        out.writeEndElement();
    }

    private void element(String name, String words) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(words);
        out.writeEndElement();
    }

    private void shape(String name, Object... attributes) throws XMLStreamException {
        out.writeEmptyElement(name);
        attributes(attributes);
    }

    private void attributes(Object... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            String written =
                    value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : value.toString();
            out.writeAttribute(namesAndValues[i].toString(), written);
        }
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
