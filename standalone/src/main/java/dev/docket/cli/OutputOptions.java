package dev.docket.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.docket.serde.EventJson;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** In which form a command answers: for people, or one JSON object on standard output and nothing else there. */
final class OutputOptions {

    enum Form {
        TEXT,
        JSON
    }

    @Spec(Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description =
                    "text or json; with json, one object goes to standard output and nothing else. Default: text.")
    Form form = Form.TEXT;

    boolean json() {
        return form == Form.JSON;
    }

    /** Whether standard output is a terminal that lines can be drawn on again. */
    boolean terminal() {
        return drawable("out");
    }

    /** Whether {@code out} or {@code err} is such a terminal; the script that starts Docket knows. */
    static boolean drawable(String stream) {
        return Boolean.getBoolean("docket.terminal." + stream) && !"dumb".equals(System.getenv("TERM"));
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For what is said besides the answer. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The answer for people. */
    void lines(List<String> lines) {
        lines.forEach(line -> out().println(Printable.text(line)));
    }

    /** The answer as one line of JSON. */
    void print(Object answer) {
        try {
            out().println(Printable.json(EventJson.values().writeValueAsString(answer)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
