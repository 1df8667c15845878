package dev.docket.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Rows, to be printed.
 *
 * @param rows in their order
 */
public record Report(List<Row> rows) {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** How it is printed. */
    public enum Output {
        /** A Markdown table. */
        TABLE,
        /**
         * One object: {@code {"rows":[{"name":…,"ratio":…,"goal":…,"atLeast":…,"holds":…,"runs":[…],"conditions":…}]}};
         * null for goal, atLeast and holds where a figure is only stated.
         */
        JSON
    }

    /**
     * What {@link Output#JSON} has made.
     *
     * @throws JsonProcessingException if this is no such object
     */
    public static Report ofJson(String json) throws JsonProcessingException {
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : MAPPER.readTree(json).path("rows")) {
            List<Double> runs = new ArrayList<>();
            node.path("runs").forEach(run -> runs.add(run.asDouble(Double.NaN)));
            JsonNode goal = node.path("goal");
            rows.add(new Row(
                    node.path("name").asText(),
                    node.path("ratio").asDouble(Double.NaN),
                    goal.isNumber() ? new Row.Goal(node.path("atLeast").asBoolean(), goal.asDouble()) : null,
                    node.path("holds").asBoolean(true),
                    runs,
                    node.path("conditions").asText()));
        }
        return new Report(rows);
    }

    /** In this form. */
    public String as(Output output) {
        return output == Output.JSON ? json() : table();
    }

    private String table() {
        return rows.stream().map(Report::line).collect(Collectors.joining("", """
                        | what | median | goal | holds | runs | conditions |
                        | --- | ---: | ---: | --- | --- | --- |
                        """, ""));
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                row.name(),
                number(row.ratio()),
                row.goal() == null ? "–" : row.goal(),
                row.goal() == null ? "–" : row.holds() ? "yes" : "no",
                row.runs().stream().map(Report::number).collect(Collectors.joining(" / ")),
                row.conditions());
    }

    static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    private String json() {
        ObjectNode document = MAPPER.createObjectNode();
        for (Row row : rows) {
            Row.Goal goal = row.goal();
            ObjectNode node = document.withArray("rows")
                    .addObject()
                    .put("name", row.name())
                    .put("ratio", Double.isNaN(row.ratio()) ? null : Double.valueOf(row.ratio()))
                    .put("goal", goal == null ? null : Double.valueOf(goal.value()))
                    .put("atLeast", goal == null ? null : Boolean.valueOf(goal.atLeast()))
                    .put("holds", goal == null ? null : Boolean.valueOf(row.holds()));
            row.runs().forEach(node.putArray("runs")::add);
            node.put("conditions", row.conditions());
        }
        try {
            return MAPPER.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree can always be written", e);
        }
    }
}
