package dev.docket.cli;

import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueWiring;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code docket topology}. */
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        header = "Print the topology of the coordinator.",
        description = {
            "",
            "As Kafka Streams describes it: sources, the processor and its store, sinks. The names in it are those of"
                    + " changelogs, metrics and state directories. Needs no Kafka.",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = "  docket topology --installation docket")
final class TopologyCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Logging.ofClient();
        CoordinatorConfig config = CoordinatorConfig.from(connection.settings());
        spec.commandLine()
                .getOut()
                .println(new QueueWiring()
                        .topology(config, new SimpleMeterRegistry())
                        .describe());
        return Exit.OK;
    }
}
