package dev.docket.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What stands before the subcommand. */
@Command(
        name = "docket",
        versionProvider = DocketCommand.Version.class,
        mixinStandardHelpOptions = true,
        header = "A durable priority queue in front of Kubernetes.",
        description = {
            "",
            "Everything on this machine, in one process:",
            "  docket standalone            start it; leave it running",
            "  docket submit hello.py       run a script, from another terminal",
            "  docket demo                  replay a real machine's three months in a minute and a half",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not done; the message says why",
            "2:wrong command line or settings",
            "3:Kafka or the coordinator cannot be reached, or does not answer",
            "4:there is no such execution, queue or user",
            "124, 125, 130:see docket submit --help"
        },
        footer = {"", "Run docket COMMAND --help for the options of a command."},
        subcommands = {
            StandaloneCommand.class,
            DemoCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            WhyCommand.class,
            CancelCommand.class,
            QueueCommand.class,
            InstancesCommand.class,
            ReplayCommand.class,
            CoordinatorCommand.class,
            LauncherCommand.class,
            TopicsCommand.class,
            TopologyCommand.class,
            HelpCommand.class
        })
final class DocketCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--debug",
            scope = picocli.CommandLine.ScopeType.INHERIT,
            description = "Show stack traces, and the logs of clients on standard error.")
    void debug(boolean on) {
        if (on) {
            System.setProperty("docket.debug", "true");
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = DocketCommand.class.getPackage().getImplementationVersion();
            return new String[] {"docket " + (version == null ? "(development)" : version)};
        }
    }
}
