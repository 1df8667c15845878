package dev.docket.bench;

import dev.docket.bench.estimate.EstimateCommand;
import dev.docket.bench.fleet.FailoverCommand;
import dev.docket.bench.fleet.PositionsCommand;
import dev.docket.bench.launcher.LauncherCommand;
import dev.docket.bench.lives.LivesCommand;
import dev.docket.bench.watchers.WatchersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code docket bench}. */
@Command(
        name = "docket bench",
        mixinStandardHelpOptions = true,
        header = "Measures Docket: each command starts what it needs, prints a table, and says how it was made.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            EstimateCommand.class,
            FailoverCommand.class,
            LauncherCommand.class,
            LivesCommand.class,
            PositionsCommand.class,
            WatchersCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to measure.");
    }
}
