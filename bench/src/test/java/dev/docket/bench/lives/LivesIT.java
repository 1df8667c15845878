package dev.docket.bench.lives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.lives.KafkaContender.Setup;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.coordinator.QueueWiring;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@code docket bench lives}: that both live, and that the ceiling writes what Docket does. */
class LivesIT {

    private static final Duration TURN = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    @Test
    void theCeilingWritesARecordForEachThatDocketWrites() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                KafkaContender docket = KafkaContender.start(
                        "docket",
                        broker.bootstrapServers(),
                        directory,
                        new Setup("docket", true, 0),
                        new QueueWiring())) {
            Sample sample = docket.run(TURN);
            LifeRecords life = LifeRecords.ofOne(docket.config().installation(), docket.finishedIds())
                    .orElseThrow();

            assertThat(sample.lives()).isPositive();
            assertThat(sample.queueNanos()).isPositive();
            assertThat(life.events()).hasSize(2);
            assertThat(life.changes()).hasSize(2);

            try (KafkaContender ceiling = KafkaContender.start(
                    "ceiling",
                    broker.bootstrapServers(),
                    directory,
                    new Setup("ceiling", true, 0),
                    new PassThrough(life))) {
                assertThat(ceiling.run(TURN).lives()).isPositive();

                LifeRecords copy = LifeRecords.ofOne(ceiling.config().installation(), ceiling.finishedIds())
                        .orElseThrow();
                assertThat(copy).hasToString(life.toString());
            }
        }
    }
}
