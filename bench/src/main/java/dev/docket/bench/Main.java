package dev.docket.bench;

import dev.docket.bench.estimate.EstimateCommand;
import dev.docket.bench.fleet.FailoverCommand;
import dev.docket.bench.fleet.PositionsCommand;
import dev.docket.bench.latency.LatencyCommand;
import dev.docket.bench.launcher.LauncherCommand;
import dev.docket.bench.lives.LivesCommand;
import dev.docket.bench.lives.PeersCommand;
import dev.docket.bench.micro.MicroCommand;
import dev.docket.bench.profile.FlameCommand;
import dev.docket.bench.report.Publication;
import dev.docket.bench.state.MemoryCommand;
import dev.docket.bench.state.RestoreCommand;
import dev.docket.bench.watchers.WatchersCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code docket bench}. */
@Command(
        name = "docket bench",
        mixinStandardHelpOptions = true,
        header = "Measures Docket: each command starts what it needs, prints a table, and says how it was made.",
        description = {
            "",
            "Without a command: everything that has a goal, as one table. The other commands run one after the other, each in"
                    + " a JVM of its own with the options that suit it: lives with peers, latency, restore, memory, micro,"
                    + " launcher, failover. Where one fails, its row says so, and the rest goes on.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            EstimateCommand.class,
            FailoverCommand.class,
            FlameCommand.class,
            LatencyCommand.class,
            LauncherCommand.class,
            LivesCommand.class,
            MemoryCommand.class,
            MicroCommand.class,
            PeersCommand.class,
            PositionsCommand.class,
            RestoreCommand.class,
            WatchersCommand.class,
            HelpCommand.class
        })
public final class Main implements Callable<Integer> {

    @Option(
            names = "--quick",
            description = "The short form of each: less than ten minutes on two cores instead of well over an hour.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        publication.publish(Everything.rows(quick));
        return 0;
    }
}
