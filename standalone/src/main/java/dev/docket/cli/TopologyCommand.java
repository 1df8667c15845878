package dev.docket.cli;

import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueMeters;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.store.IndexedStores;
import dev.docket.topology.CoordinatorTopology;
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
        var parts = new QueueProcessorSupplier.Parts(
                config.installation().topics(),
                config.topics().partitions(),
                config.rules(),
                new QueueMeters(new SimpleMeterRegistry()));
        spec.commandLine()
                .getOut()
                .println(CoordinatorTopology.build(parts, IndexedStores.Kind.ROCKSDB)
                        .describe());
        return Exit.OK;
    }
}
