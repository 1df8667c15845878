package dev.docket.cli;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelRequested;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.Metadata;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket cancel}. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        header = "Stop an execution, wherever it stands.",
        description = {
            "",
            "One that waits is taken out of the line; of one that runs, the Pod is stopped. For one that is not known, the"
                    + " cancel is remembered for a while, in case it has overtaken its request.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:cancelled, being stopped, or remembered",
            "1:it had ended already, or the cancel could not be remembered",
            "2:wrong command line or settings",
            "3:Kafka cannot be reached, or no coordinator answers"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  docket cancel hello-k3v9q2x7", "  docket cancel --queue batch --reason 'wrong input' run-17"})
final class CancelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The execution's id.")
    String id = "";

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--queue", defaultValue = "default", description = "Its queue. Default: ${DEFAULT-VALUE}.")
    String queue = "default";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; told back in the outcome.")
    @Nullable
    String reason;

    @Option(
            names = "--answer-within",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "How long to wait for the coordinator's answer. Default: ${DEFAULT-VALUE}.")
    Duration patience = Duration.ofSeconds(30);

    /** What goes to standard output with {@code --output json}. */
    record Answer(
            String executionId,
            String queue,
            String answer,
            @Nullable CancelEffect effect,
            String message) {}

    @Override
    public Integer call() {
        var request = new CancelRequested(id, queue, reason, new Metadata(null, null, "docket-cancel", Instant.now()));
        try (Exchange exchange = Exchange.with(connection.installation())) {
            DecisionEvent answer = exchange.ask(queue, id, request, patience);
            CancelEffect effect = answer instanceof CancelNoted noted ? noted.effect() : null;
            String message = answer.accept(Told.IN_WORDS);
            if (output.json()) {
                output.print(new Answer(id, queue, answer.type(), effect, message));
            } else {
                output.out().println(id + " " + message);
            }
            boolean without = effect == CancelEffect.ALREADY_FINISHED
                    || effect == CancelEffect.NOT_REMEMBERED
                    || answer instanceof ExecutionRejected;
            return without ? Exit.FAILED : Exit.OK;
        }
    }
}
