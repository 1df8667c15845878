package dev.docket.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code docket queue}. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        header = "The queues, their lines, and what holds them up.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  docket queue ls", "  docket queue show default", "  docket queue top"},
        subcommands = {QueueListCommand.class, QueueShowCommand.class, QueueTopCommand.class})
final class QueueCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name one of ls, show, top.");
    }
}
