package dev.docket.bench.fleet;

import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.event.AttemptId;
import dev.docket.event.AttemptReport;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionStarted;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.EventSerializer;
import dev.docket.serde.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A launcher without a cluster: every commanded Pod starts at once and completes after the same time.
 *
 * <p>Threading: one thread of its own reads and reports; the run time may be changed from any.
 */
final class PlayedLauncher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(10);

    private final TopicReader commands;
    private final Producer<String, Event> reports;
    private final String topic;
    private final Queue<Running> running = new ArrayDeque<>();
    private final Paced work;
    private volatile long runMillis;
    private volatile @Nullable Exception failure;

    private record Running(AttemptId attempt, long startedAt) {}

    PlayedLauncher(Installation installation, Duration runTime) {
        runMillis = runTime.toMillis();
        commands = TopicReader.fromBeginning(installation, installation.topics().podCommands());
        reports = new KafkaProducer<>(installation.producer(), new StringSerializer(), new EventSerializer());
        topic = installation.topics().executionReports();
        work = Paced.start("launcher", 100, this::step);
    }

    /** From now on Pods run for so long, those that run included. */
    void runTime(Duration runTime) {
        runMillis = runTime.toMillis();
    }

    private void step() throws Exception {
        Exception refused = failure;
        if (refused != null) {
            throw refused;
        }
        for (ConsumerRecord<byte[], byte[]> record : commands.poll(POLL)) {
            if (EventJson.read(record.value(), EventFamily.COMMANDS) instanceof Reading.Parsed<Command> parsed
                    && parsed.event() instanceof CreatePodCommand create) {
                AttemptId id = create.attemptId();
                running.add(new Running(id, Timeline.now()));
                report(new ExecutionStarted(
                        id.queue(), id.executionId(), id.incarnation(), id.attempt(), "pod", "node", null, null));
            }
        }
        while (!running.isEmpty() && Timeline.now() - running.element().startedAt() >= runMillis) {
            AttemptId id = running.remove().attempt();
            report(new ExecutionCompleted(id.queue(), id.executionId(), id.incarnation(), id.attempt(), null, null));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    private void report(AttemptReport report) {
        reports.send(new ProducerRecord<>(topic, report.queue(), report), (written, refused) -> {
            if (refused != null) {
                failure = refused;
            }
        });
    }

    @Override
    public void close() {
        work.close();
        commands.close();
        reports.close();
    }
}
