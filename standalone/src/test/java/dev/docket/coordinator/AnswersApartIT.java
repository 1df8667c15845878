package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.HostPort;
import dev.docket.config.SettingsReader;
import dev.docket.query.Copy;
import dev.docket.query.LocalCopies;
import dev.docket.query.Owners;
import dev.docket.query.Peers;
import dev.docket.query.Question;
import dev.docket.query.Reach;
import dev.docket.query.Router;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy is held only while figures are taken from it, whatever is made of them afterwards. */
class AnswersApartIT {

    private static final HostPort SELF = new HostPort("127.0.0.1", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    /** To close a store takes all of it: while a question held it, that would wait. */
    @Test
    void theStoreCanBeClosedWhileAnAnswerIsPutIntoWords() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            CoordinatorConfig config = config(broker);
            new StartChecks(config).createTopics();
            KafkaStreams streams = new KafkaStreams(
                    new QueueWiring().topology(config, new SimpleMeterRegistry()),
                    new StreamsConfig(StreamsSettings.of(config, SELF)));
            try {
                streams.start();
                Router router = new Router(
                        new LocalCopies(streams, partition -> 0L, InstantSource.system()),
                        new Owners(streams, 1),
                        new Peers(),
                        SELF);
                AtomicReference<Optional<Boolean>> closed = new AtomicReference<>(Optional.empty());

                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                    closed.set(
                            router.ask(new Closing(streams), Reach.ACTIVE_HERE).get());
                    return closed.get().isPresent();
                });

                assertThat(closed.get()).contains(true);
            } finally {
                streams.close(PATIENCE);
            }
        }
    }

    private CoordinatorConfig config(EmbeddedBroker broker) {
        return CoordinatorConfig.from(new SettingsReader(CoordinatorSettings.SCHEMA)
                .flags(Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "topics.partitions", "1",
                        "topics.replication-factor", "1",
                        "streams.standby-replicas", "0",
                        "state.directory", directory.resolve("state").toString()))
                .read());
    }

    /** Answers whether everything could be closed while it was being answered. */
    private record Closing(KafkaStreams streams) implements Question<Boolean> {

        @Override
        public String queue() {
            return "q";
        }

        @Override
        public Optional<Supplier<Boolean>> answer(Copy copy) {
            return Optional.of(() -> streams.close(PATIENCE));
        }

        @Override
        public Call call() {
            return new Call("GET", "/", null);
        }

        @Override
        public Boolean read(PeerReply reply) {
            throw new AssertionError("it is answered here");
        }
    }
}
