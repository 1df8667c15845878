package dev.docket.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where rows go: options of every command that makes some. */
public final class Publication {

    @Option(names = "--output", paramLabel = "FORM", description = "table or json. Default: table.")
    Report.Output output = Report.Output.TABLE;

    @Option(
            names = "--charts",
            paramLabel = "DIR",
            description = "Where to write an SVG chart of each row as well; made if it is not there.")
    @Nullable
    Path charts;

    /**
     * Prints them on standard output, and draws them where that is asked.
     *
     * @throws IOException if a chart cannot be written; they are printed before
     */
    public void publish(List<Row> rows) throws IOException {
        System.out.print(new Report(rows).as(output));
        if (charts != null) {
            Charts.write(rows, charts);
        }
    }
}
