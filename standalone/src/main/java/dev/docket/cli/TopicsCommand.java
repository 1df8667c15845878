package dev.docket.cli;

import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.InstallationTopics;
import dev.docket.coordinator.StartChecks;
import dev.docket.coordinator.StartRefusedException;
import dev.docket.coordinator.StreamsSettings;
import dev.docket.coordinator.TopicSpec;
import dev.docket.processor.Nodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code docket topics}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        header = "Make, list or check an installation's topics.",
        description = {
            "",
            "A coordinator makes its topics by itself; where it may not, these commands do it beforehand, with the same"
                    + " settings.",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket topics create --bootstrap kafka-0:9092 --set topics.partitions=24",
            "  docket topics list -o json"
        },
        subcommands = HelpCommand.class)
final class TopicsCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, list or check.");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Make the topics that are missing; those that are there stay as they are.")
    int create(@Mixin ConnectionOptions connection, @Mixin OutputOptions output) {
        Logging.ofClient();
        CoordinatorConfig config = CoordinatorConfig.from(connection.settings());
        List<String> made = refusing(() -> new StartChecks(config).createTopics());
        if (output.json()) {
            output.print(Map.of("created", made));
        } else if (made.isEmpty()) {
            output.out().println("all topics are there already");
        } else {
            made.forEach(name -> output.out().println("created " + name));
        }
        return Exit.OK;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description =
                    "Make the topics that are missing, look at all of them as a coordinator does at its start, and"
                            + " try a transaction.")
    int check(@Mixin ConnectionOptions connection, @Mixin OutputOptions output) {
        Logging.ofClient();
        CoordinatorConfig config = CoordinatorConfig.from(connection.settings());
        String changelog = StreamsSettings.applicationId(config.installation()) + "-" + Nodes.STORE + "-changelog";
        refusing(() -> {
            new StartChecks(config).run("topics-check", changelog);
            return List.of();
        });
        if (output.json()) {
            output.print(Map.of("usable", true));
        } else {
            output.out().println("a coordinator can start here");
        }
        return Exit.OK;
    }

    /** A topic in a list; what is not there has no partitions. */
    record Listed(
            String name,
            @Nullable Integer partitions,
            @Nullable Integer replicas) {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the topics and what they are like.")
    int list(@Mixin ConnectionOptions connection, @Mixin OutputOptions output) throws InterruptedException {
        Logging.ofClient();
        CoordinatorConfig config = CoordinatorConfig.from(connection.settings());
        Map<String, TopicDescription> there = describe(config);
        List<Listed> listed = InstallationTopics.of(config).stream()
                .map(TopicSpec::name)
                .map(name -> listed(name, there.get(name)))
                .toList();
        if (output.json()) {
            output.print(Map.of("topics", listed));
        } else {
            output.out().printf("%-36s %10s %8s%n", "topic", "partitions", "replicas");
            listed.forEach(topic -> output.out()
                    .printf(
                            "%-36s %10s %8s%n",
                            topic.name(),
                            topic.partitions() == null ? "missing" : topic.partitions(),
                            topic.replicas() == null ? "" : topic.replicas()));
        }
        return Exit.OK;
    }

    private static Listed listed(String name, @Nullable TopicDescription found) {
        return found == null
                ? new Listed(name, null, null)
                : new Listed(
                        name,
                        found.partitions().size(),
                        found.partitions().get(0).replicas().size());
    }

    private static Map<String, TopicDescription> describe(CoordinatorConfig config) throws InterruptedException {
        Map<String, Object> settings = config.installation().adminClient();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, KafkaClients.PATIENCE_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, KafkaClients.PATIENCE_MILLIS / 2);
        Map<String, TopicDescription> found = new TreeMap<>();
        try (Admin admin = Admin.create(settings)) {
            for (KafkaFuture<TopicDescription> description : admin.describeTopics(
                            config.installation().topics().all())
                    .topicNameValues()
                    .values()) {
                ifThere(description).ifPresent(topic -> found.put(topic.name(), topic));
            }
        } catch (ExecutionException e) {
            throw new CommandFailed(
                    Exit.UNREACHABLE,
                    "cannot reach Kafka at " + config.installation().bootstrapServers() + ": " + e.getCause(),
                    e);
        }
        return found;
    }

    private static Optional<TopicDescription> ifThere(KafkaFuture<TopicDescription> description)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(description.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<String> refusing(Supplier<List<String>> work) {
        try {
            return work.get();
        } catch (StartRefusedException e) {
            throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
