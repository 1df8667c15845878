package dev.docket.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The manual's table of a program's settings, in Markdown. It stands on a page between two comments that name it, so that
 * the rest of the page is written by hand:
 *
 * <pre>
 * &lt;!-- settings: coordinator --&gt;
 * …
 * &lt;!-- end --&gt;
 * </pre>
 */
public final class SettingsPage {

    private static final String END = "<!-- end -->";

    private SettingsPage() {}

    /** The table: name, what is allowed, default, meaning. */
    public static String table(Schema schema) {
        StringBuilder table =
                new StringBuilder("| setting | allowed | default | meaning |\n| --- | --- | --- | --- |\n");
        for (Setting<?> setting : schema.settings()) {
            String fallback = setting.fallback()
                    .map(text -> "`" + text + "`")
                    .orElse(setting.required() ? "must be given" : "none");
            table.append("| `")
                    .append(setting.name())
                    .append("` | ")
                    .append(cell(setting.kind().allowed()))
                    .append(" | ")
                    .append(cell(fallback))
                    .append(" | ")
                    .append(cell(setting.meaning()))
                    .append(" |\n");
        }
        return table.toString();
    }

    /**
     * The page with this program's table in its place.
     *
     * @throws IllegalArgumentException if the page has no place for it
     * @throws IOException if the page cannot be read
     */
    public static String withTable(Path page, String program, Schema schema) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- settings: " + program + " -->";
        int from = text.indexOf(begin);
        int to = from < 0 ? -1 : text.indexOf(END, from);
        if (to < 0) {
            throw new IllegalArgumentException(page.getFileName() + " has no place for the settings of " + program);
        }
        return text.substring(0, from + begin.length()) + "\n" + table(schema) + text.substring(to);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
