package dev.docket.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns as wide as what stands in them; those whose heading begins with {@code >} stand to the right. All but the last
 * one cut what is wider than a limit: one endless id must not push the other columns off the screen.
 */
final class Table {

    /** How wide a cell is at most where lines may be long. */
    static final int WIDEST = 60;

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> right;
    private final int widest;

    Table(int widest, String... headings) {
        this.widest = widest;
        right = List.of(headings).stream()
                .map(heading -> heading.startsWith(">"))
                .toList();
        row(List.of(headings).stream()
                .map(heading -> heading.replaceFirst("^>", ""))
                .toArray(String[]::new));
    }

    /** Adds a row, one cell a column. */
    void row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            boolean last = row.size() == cells.length - 1;
            row.add(Printable.clip(Printable.text(cell), last ? Integer.MAX_VALUE : widest));
        }
        rows.add(row);
    }

    /** The headings and the rows, without blanks at their ends. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(width(column) - Printable.width(cell));
            line.append(column == 0 ? "" : GAP).append(right.get(column) ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> Printable.width(row.get(column)))
                .max()
                .orElse(0);
    }
}
