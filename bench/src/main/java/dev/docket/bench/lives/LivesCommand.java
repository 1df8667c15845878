package dev.docket.bench.lives;

import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.coordinator.QueueWiring;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code docket bench lives}. */
@Command(name = "lives", mixinStandardHelpOptions = true, header = "How many executions live in a second.")
public final class LivesCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        try (WorkDirectory work = WorkDirectory.of(null);
                EmbeddedBroker broker = EmbeddedBroker.start(work.path().resolve("kafka"), 0);
                KafkaContender docket = KafkaContender.start(
                        "in memory",
                        broker.bootstrapServers(),
                        work.path(),
                        new KafkaContender.Setup("memory", true, 0),
                        new QueueWiring())) {
            System.err.println(docket.run(Duration.ofSeconds(20)));
            String id = docket.finishedId();
            LifeRecords life = LifeRecords.of(docket.config().installation(), id);
            System.err.println(life);
            try (KafkaContender ceiling = KafkaContender.start(
                    "ceiling",
                    broker.bootstrapServers(),
                    work.path(),
                    new KafkaContender.Setup("ceiling", true, 0),
                    new PassThrough(life, id))) {
                ceiling.run(Duration.ofSeconds(15));
                for (int i = 0; i < 4; i++) {
                    for (Contender each : new Contender[] {ceiling, docket}) {
                        Sample sample = each.run(Duration.ofSeconds(8));
                        System.err.printf("%s %.0f/s %.1f us%n", each.name(), sample.rate(), sample.microsPerLife());
                    }
                }
            }
        }
        return 0;
    }
}
