package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.SettingsReader;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChecksIT {

    private static final String CHANGELOG = "docket.coordinator-queue-changelog";

    private static final Duration SHORT = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    @Test
    void makesWhatIsMissingAndIsContentThenWhateverComesAtOnce() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            CoordinatorConfig config = config(broker, Map.of());
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            ExecutorService instances = Executors.newFixedThreadPool(3);
            try {
                for (int i = 0; i < 3; i++) {
                    String instance = "[::1]:" + i;
                    starts.add(CompletableFuture.runAsync(
                            () -> new StartChecks(config).run(instance, CHANGELOG), instances));
                }
                assertThatCode(() -> starts.forEach(CompletableFuture::join)).doesNotThrowAnyException();
            } finally {
                instances.shutdownNow();
            }

            assertThat(new StartChecks(config).createTopics()).isEmpty();
            try (Admin admin = Admin.create(config.installation().adminClient())) {
                assertThat(admin.listTopics().names().get())
                        .contains("docket.execution-requests", "docket.dead-letters");
            }
        }
    }

    /** In a cluster any broker may be asked, and one of them may lag; here a stranger answers in its place. */
    @Test
    void asksAgainWhileABrokerHasNotHeardOfTheNewTopics() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
                EmbeddedBroker stranger = EmbeddedBroker.start(directory.resolve("stranger"), 0)) {
            CoordinatorConfig config = config(broker, Map.of());
            Set<String> lagging = new HashSet<>();
            try (Admin behind =
                    Admin.create(config(stranger, Map.of()).installation().adminClient())) {
                StartChecks checks = new StartChecks(config, StartChecks.LIMIT, settings -> {
                    Admin admin = Admin.create(settings);
                    return (Admin) Proxy.newProxyInstance(
                            Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                                boolean asksTheOneBehind = lagging.remove(method.getName());
                                if (method.getName().equals("createTopics")) {
                                    lagging.addAll(Set.of("describeTopics", "describeConfigs"));
                                }
                                return method.invoke(asksTheOneBehind ? behind : admin, arguments);
                            });
                });

                try (Admin admin = Admin.create(config.installation().adminClient())) {
                    admin.createTopics(List.of(topic(
                                    "docket.execution-reports", 4, Map.of("message.timestamp.type", "CreateTime"))))
                            .all()
                            .get();
                }

                StartRefusedException refused =
                        catchThrowableOfType(StartRefusedException.class, () -> checks.run("here:1", CHANGELOG));

                assertThat(refused.faults())
                        .singleElement()
                        .satisfies(fault -> assertThat(fault.subject()).isEqualTo("topic docket.execution-reports"));
                assertThat(lagging).as("answers of the one behind, used").isEmpty();
            }
        }
    }

    /** The one that is behind stays behind: whenever it is asked for this topic, it answers as for one that nobody made. */
    @Test
    void refusesToStartWhileABrokerNeverHearsOfATopic() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            CoordinatorConfig config = config(broker, Map.of());
            try (Admin admin = Admin.create(config.installation().adminClient())) {
                admin.createTopics(List.of(
                                topic("docket.execution-reports", 4, Map.of("message.timestamp.type", "CreateTime"))))
                        .all()
                        .get();
            }
            new StartChecks(config).createTopics();
            // The client keeps its own patience, so that a slow answer is none of what this is about.
            StartChecks checks = new StartChecks(
                    config,
                    Duration.ofSeconds(1),
                    settings -> neverHearingOf(
                            "docket.dead-letters",
                            Admin.create(config.installation().adminClient())));

            CompletableFuture<StartRefusedException> starting = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(StartRefusedException.class, () -> checks.run("here:1", CHANGELOG)));
            StartRefusedException creating = catchThrowableOfType(StartRefusedException.class, checks::createTopics);

            Tuple unknown = tuple("topic docket.dead-letters", "made, but not known to all brokers within 1 s");
            assertThat(creating.faults())
                    .extracting(StartFault::subject, StartFault::found)
                    .containsExactly(unknown);
            assertThat(starting.get().faults())
                    .as("with what is wrong with the topics that are known")
                    .extracting(StartFault::subject, StartFault::found)
                    .contains(unknown, tuple("topic docket.execution-reports", "message.timestamp.type=CreateTime"));
        }
    }

    private static Admin neverHearingOf(String topic, Admin admin) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("describeTopics") && arguments[0] instanceof Collection<?> names) {
                        List<String> others = new ArrayList<>();
                        names.forEach(name -> others.add(name.equals(topic) ? "docket.nobody-made-this" : "" + name));
                        return admin.describeTopics(others);
                    }
                    return method.invoke(admin, arguments);
                });
    }

    @Test
    void refusesToStartAndSaysAllThatIsWrongInOneMessage() throws Exception {
        Map<String, String> withoutTransactions =
                Map.of("transaction.state.log.replication.factor", "3", "transaction.state.log.min.isr", "2");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0, withoutTransactions)) {
            CoordinatorConfig config = config(broker, Map.of());
            try (Admin admin = Admin.create(config.installation().adminClient())) {
                admin.createTopics(List.of(
                                topic("docket.execution-requests", 3, Map.of()),
                                topic("docket.execution-reports", 4, Map.of("message.timestamp.type", "CreateTime")),
                                topic(CHANGELOG, 5, Map.of("cleanup.policy", "compact"))))
                        .all()
                        .get();
            }

            StartRefusedException refused = catchThrowableOfType(
                    StartRefusedException.class, () -> new StartChecks(config, SHORT).run("here:1", CHANGELOG));

            assertThat(refused)
                    .hasMessageContaining("docket.execution-requests: 3 partitions")
                    .hasMessageContaining("docket.execution-reports: message.timestamp.type=CreateTime")
                    .hasMessageContaining(CHANGELOG + ": 5 partitions")
                    .hasMessageContaining("transactions: no transaction could be begun");
            assertThat(refused.faults()).hasSize(4);
        }
    }

    @Test
    void refusesAnInputThatEndsBeforeWhereItWasRead() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            CoordinatorConfig config = config(broker, Map.of());
            new StartChecks(config).run("here:1", CHANGELOG);
            try (Admin admin = Admin.create(config.installation().adminClient())) {
                admin.alterConsumerGroupOffsets(
                                "docket.coordinator",
                                Map.of(
                                        new TopicPartition("docket.execution-requests", 0), new OffsetAndMetadata(3),
                                        new TopicPartition("docket.execution-requests", 1), new OffsetAndMetadata(0)))
                        .all()
                        .get();
            }

            StartRefusedException refused = catchThrowableOfType(
                    StartRefusedException.class, () -> new StartChecks(config).run("here:1", CHANGELOG));

            assertThat(refused.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.subject()).isEqualTo("docket.execution-requests");
                assertThat(fault.found()).contains("partition 0 ends at offset 0 but was read up to 3");
            });
        }
    }

    @Test
    void namesTopicsThatCannotBeMade() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            CoordinatorConfig config = config(broker, Map.of("topics.replication-factor", "3"));

            StartRefusedException refused = catchThrowableOfType(
                    StartRefusedException.class, () -> new StartChecks(config).run("here:1", CHANGELOG));

            assertThat(refused.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.subject()).contains("docket.execution-requests", "docket.dead-letters");
                assertThat(fault.found()).contains("missing, and cannot be made");
            });
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        CoordinatorConfig config = config("127.0.0.1:1", Map.of());

        StartRefusedException refused = catchThrowableOfType(
                StartRefusedException.class, () -> new StartChecks(config, SHORT).run("here:1", CHANGELOG));

        assertThat(refused.faults()).hasSize(1);
        assertThat(refused).hasMessageContaining("127.0.0.1:1").hasMessageContaining("no broker answered within 5 s");
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> other) {
        Map<String, String> settings =
                new HashMap<>(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1"));
        settings.putAll(other);
        return new NewTopic(name, partitions, (short) 1).configs(settings);
    }

    private static CoordinatorConfig config(EmbeddedBroker broker, Map<String, String> flags) {
        return config(broker.bootstrapServers(), flags);
    }

    private static CoordinatorConfig config(String servers, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(
                Map.of("topics.partitions", "4", "topics.replication-factor", "1", "bootstrap.servers", servers));
        all.putAll(flags);
        return CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(all).read());
    }
}
