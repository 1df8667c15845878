package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;

import dev.docket.event.AttemptId;
import dev.docket.event.AttemptReport;
import dev.docket.event.CancelReason;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.FailureReason;
import dev.docket.serde.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A launcher without a cluster: it believes every committed command and reports its end, often out of order, now and then
 * twice, and now and then of an attempt that ended long ago or never was. While it holds, nothing completes.
 *
 * <p>Threading: one thread of its own reads and reports.
 */
final class ScriptedLauncher implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> commands;
    private final KafkaProducer<byte[], byte[]> reports;
    private final Random random;
    private final List<AttemptId> running = new ArrayList<>();
    private final List<AttemptId> ended = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "scripted-launcher");
    private volatile boolean holding;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;

    ScriptedLauncher(String bootstrapServers, long seed) {
        random = new Random(seed);
        commands = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = commands.partitionsFor(TOPICS.podCommands()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        commands.assign(partitions);
        commands.seekToBeginning(partitions);
        reports = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    /** Whether it still obeys; once it does not, closing it says why. */
    boolean isAtWork() {
        return failure == null && thread.isAlive();
    }

    void hold(boolean hold) {
        holding = hold;
    }

    private void run() {
        try {
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : commands.poll(Duration.ofMillis(20))) {
                    obey(CoordinatorRig.command(record));
                }
                if (!holding) {
                    int ends = random.nextInt(running.size() + 1);
                    for (int i = 0; i < ends; i++) {
                        end(running.remove(random.nextInt(running.size())));
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            commands.close();
            reports.close();
        }
    }

    private void obey(Command command) {
        AttemptId attempt = command.attemptId();
        if (command instanceof CreatePodCommand) {
            running.add(attempt);
            if (chance(70)) {
                report(started(attempt));
            }
        } else if (running.remove(attempt)) {
            ended.add(attempt);
            report(new ExecutionCancelled(
                    attempt.queue(),
                    attempt.executionId(),
                    attempt.incarnation(),
                    attempt.attempt(),
                    CancelReason.WHILE_ACTIVE,
                    null,
                    null,
                    null));
        }
    }

    private void end(AttemptId attempt) {
        if (chance(5)) {
            report(completed(new AttemptId(
                    attempt.queue(), attempt.executionId(), attempt.incarnation(), attempt.attempt() + 1)));
        }
        AttemptReport end = chance(20) ? failed(attempt) : completed(attempt);
        report(end);
        if (chance(10)) {
            report(end);
        }
        if (chance(5) && !ended.isEmpty()) {
            AttemptId old = ended.get(random.nextInt(ended.size()));
            report(chance(50) ? started(old) : failed(old));
        }
        ended.add(attempt);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void report(AttemptReport report) {
        String queue = report.queue();
        reports.send(
                new ProducerRecord<>(
                        TOPICS.executionReports(), queue.getBytes(StandardCharsets.UTF_8), EventJson.write(report)),
                (written, lost) -> {
                    if (lost != null) {
                        failure = lost;
                    }
                });
    }

    private static AttemptReport started(AttemptId attempt) {
        return new ExecutionStarted(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                "pod",
                "node",
                null,
                null);
    }

    private static AttemptReport completed(AttemptId attempt) {
        return new ExecutionCompleted(
                attempt.queue(), attempt.executionId(), attempt.incarnation(), attempt.attempt(), null, null);
    }

    private static AttemptReport failed(AttemptId attempt) {
        return new ExecutionFailed(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                FailureReason.NON_ZERO_EXIT,
                null,
                false,
                null,
                null);
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("the scripted launcher failed", failure);
        }
    }
}
