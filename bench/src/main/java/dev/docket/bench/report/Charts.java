package dev.docket.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A chart for each row, each a file of its own: {@code 01-what-is-measured.svg}, in the order of the rows. */
public final class Charts {

    private static final int MOST_NAME_CHARS = 80;

    private Charts() {}

    /**
     * Writes them into a directory, which is made if it is not there; charts of the same names are replaced.
     *
     * @throws IOException if one cannot be written
     */
    public static void write(List<Row> rows, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < rows.size(); i++) {
            Files.writeString(directory.resolve(fileName(i + 1, rows.get(i))), Chart.of(rows.get(i)));
        }
    }

    private static String fileName(int number, Row row) {
        String words = row.name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("(?<=\\d),(?=\\d)", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String kept = words.length() > MOST_NAME_CHARS ? words.substring(0, MOST_NAME_CHARS) : words;
        return String.format(Locale.ROOT, "%02d-%s.svg", number, kept);
    }
}
