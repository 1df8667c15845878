package dev.docket.bench;

import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Report;
import dev.docket.bench.report.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench all}. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        header = "Everything that has a goal, as one table.",
        description = {
            "",
            "Runs the other commands one after the other, each in a JVM of its own with the options that suit it, and puts"
                    + " their rows together: lives and peers, latency, restore, memory, micro, launcher, failover. Where one"
                    + " fails, its row says so, and the rest goes on.",
            ""
        })
final class AllCommand implements Callable<Integer> {

    private static final String SINGLE_OPERATIONS = "^rank$|^position, ";

    @Option(
            names = "--quick",
            description = "The short form of each; some twenty minutes instead of more than an hour.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    @Override
    public Integer call() throws Exception {
        Path docket = Path.of(System.getProperty("docket.home", ""), "docket");
        List<Row> rows = new ArrayList<>();
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("latency"),
                List.of("restore"),
                List.of("memory"),
                List.of("micro", "--only", SINGLE_OPERATIONS),
                List.of("launcher"),
                List.of("failover", "--brokers", "tuned"))) {
            List<String> command = new ArrayList<>(List.of(docket.toString(), "bench"));
            command.addAll(arguments);
            if (quick) {
                command.add("--quick");
            }
            rows.addAll(rows(command));
        }
        publication.publish(rows);
        return 0;
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
