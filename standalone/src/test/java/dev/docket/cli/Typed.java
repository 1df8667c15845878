package dev.docket.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.serde.EventJson;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One command line and what came of it.
 *
 * @param exit the exit code
 * @param out standard output
 * @param err standard error
 */
record Typed(int exit, String out, String err) {

    static Typed docket(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Typed(exit, out.toString(), err.toString());
    }

    /** Standard output, which must be one JSON object and nothing else. */
    JsonNode json() {
        try {
            return EventJson.values().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + out + " (standard error: " + err + ")", e);
        }
    }
}
