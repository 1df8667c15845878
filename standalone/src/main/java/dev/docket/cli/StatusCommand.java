package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Where is it, what is ahead of it, when will it start.",
        description = {
            "",
            "With --watch, stays until it has ended and tells each change: on a terminal in one line that changes in its"
                    + " place, else in a line each; with -o json in one object each.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:found; with --watch: it has ended, however it did",
            "1:the coordinator answered with an error",
            "2:wrong command line or settings",
            "3:the coordinator cannot be reached",
            "4:there is no such execution",
            "130:with --watch: ended by Ctrl-C"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket status hello-k3v9q2x7",
            "  docket status --watch hello-k3v9q2x7",
            "  docket status --queue batch -o json run-17"
        })
final class StatusCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The execution's id.")
    String id = "";

    @Mixin
    CoordinatorOptions coordinator = new CoordinatorOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--queue", defaultValue = "default", description = "Its queue. Default: ${DEFAULT-VALUE}.")
    String queue = "default";

    @Option(
            names = {"-w", "--watch"},
            description = "Follow it until it has ended.")
    boolean watch;

    @Override
    public Integer call() throws InterruptedException {
        CoordinatorClient client = coordinator.client();
        if (watch) {
            boolean inPlace = !output.json() && output.terminal();
            try (EventStream stream = client.follow(Resource.executionEvents(queue, id));
                    LiveLine line = new LiveLine(output.out(), inPlace, TerminalSize::now)) {
                new StatusWatch(output, line).follow(stream);
            }
            return Exit.OK;
        }
        JsonNode answer = client.get(Resource.execution(queue, id));
        if (output.json()) {
            output.print(answer);
        } else {
            output.lines(new StatusText(CoordinatorClient.read(answer, StatusAnswer.class), Instant.now()).lines());
        }
        return Exit.OK;
    }
}
