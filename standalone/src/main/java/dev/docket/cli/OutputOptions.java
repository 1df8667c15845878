package dev.docket.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.docket.serde.EventJson;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For what is said besides the answer. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** The answer as one line of JSON. */
    void print(Object answer) {
        try {
            out().println(EventJson.values().writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
