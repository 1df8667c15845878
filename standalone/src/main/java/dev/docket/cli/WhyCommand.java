package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket why}. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        header = "Why it has not started.",
        description = {
            "",
            "One line for each reason, the constant for programs behind it. With -o json, the same object as docket status;"
                    + " the reasons are its waitingFor.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:found",
            "1:the coordinator answered with an error",
            "2:wrong command line or settings",
            "3:the coordinator cannot be reached",
            "4:there is no such execution"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  docket why hello-k3v9q2x7", "  docket why --queue batch -o json run-17"})
final class WhyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The execution's id.")
    String id = "";

    @Mixin
    CoordinatorOptions coordinator = new CoordinatorOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--queue", defaultValue = "default", description = "Its queue. Default: ${DEFAULT-VALUE}.")
    String queue = "default";

    @Override
    public Integer call() {
        JsonNode answer = coordinator.client().get(Resource.execution(queue, id));
        if (output.json()) {
            output.print(answer);
        } else {
            output.lines(new StatusText(CoordinatorClient.read(answer, StatusAnswer.class), Instant.now()).why());
        }
        return Exit.OK;
    }
}
