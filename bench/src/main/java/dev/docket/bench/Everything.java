package dev.docket.bench;

import dev.docket.bench.report.Report;
import dev.docket.bench.report.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything that has a goal: the commands that measure it, one after the other, each in a JVM of its own. */
final class Everything {

    private static final String RANK = "^rank$";
    private static final String POSITION = "^position, ";

    private Everything() {}

    /**
     * Runs them, and puts their rows together.
     *
     * @param quick whether in their short form
     */
    static List<Row> rows(boolean quick) throws IOException, InterruptedException {
        Path docket = Path.of(System.getProperty("docket.home", ""), "docket");
        List<Row> rows = new ArrayList<>();
        for (List<String> arguments : commands(quick)) {
            List<String> command = new ArrayList<>(List.of(docket.toString(), "bench"));
            command.addAll(arguments);
            if (quick) {
                command.add("--quick");
            }
            rows.addAll(rows(command));
        }
        return rows;
    }

    /**
     * In the short form, waits with the profile for latency only, ranks where they have a goal, and positions in a line that is
     * as long as the others'.
     */
    private static List<List<String>> commands(boolean quick) {
        return List.of(
                List.of("lives", "--peers"),
                quick ? List.of("latency", "--parts", "LATENCY,SLOTS,POSITIONS") : List.of("latency"),
                List.of("restore"),
                List.of("memory"),
                micro(RANK, quick, "1000000,10000000"),
                micro(POSITION, quick, "100000"),
                List.of("launcher"),
                List.of("failover", "--brokers", "tuned"));
    }

    private static List<String> micro(String only, boolean quick, String quickSizes) {
        List<String> all = List.of("micro", "--only", only);
        return quick
                ? Stream.concat(all.stream(), Stream.of("--sizes", quickSizes)).toList()
                : all;
    }

    /** The rows that a command prints as JSON. */
    static List<Row> rows(List<String> command) throws IOException, InterruptedException {
        List<String> asJson = new ArrayList<>(command);
        asJson.addAll(List.of("--output", "json"));
        Process process = new ProcessBuilder(asJson)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        String name = String.join(" ", command.subList(1, command.size()));
        return exitCode == 0
                ? Report.ofJson(output).rows()
                : List.of(Row.missing(name, null, "failed with exit code " + exitCode + ", and said why"));
    }
}
