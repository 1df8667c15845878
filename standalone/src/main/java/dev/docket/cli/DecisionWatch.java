package dev.docket.cli;

import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.Incarnation;
import dev.docket.event.TerminalEvent;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Follows the audit log from the moment it is made: so it is made before a request is sent, and sees all that becomes of
 * it.
 */
final class DecisionWatch {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte @Nullable []> consumer;
    private final Queue<DecisionEvent> ahead = new ArrayDeque<>();

    /**
     * @throws CommandFailed if there is no such topic
     */
    DecisionWatch(Consumer<byte[], byte @Nullable []> consumer, String topic) {
        this.consumer = consumer;
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos.isEmpty()) {
            throw new CommandFailed(
                    Exit.UNREACHABLE, "there is no topic " + topic + "; is this the right --installation?");
        }
        List<TopicPartition> partitions = infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy: this is where the end is looked up
    }

    /** The answer to the request in this record: the first decision that it caused and that is about its execution. */
    Optional<DecisionEvent> answer(RecordMetadata sent, String executionId, Duration patience) {
        return await(
                decision -> decision.decision() != null
                        && decision.decision().cause().topic().equals(sent.topic())
                        && decision.decision().cause().partition() == sent.partition()
                        && decision.decision().cause().offset() == sent.offset()
                        && executionId.equals(decision.executionId()),
                patience);
    }

    /** The next decision about this execution. */
    Optional<DecisionEvent> next(String queue, String executionId, Duration patience) {
        return await(
                decision -> decision.queue().equals(queue) && executionId.equals(decision.executionId()), patience);
    }

    /** Whether the decision gives this execution its outcome. */
    static boolean ends(DecisionEvent decision, Incarnation incarnation) {
        return (decision instanceof TerminalEvent end && end.incarnation().equals(incarnation))
                || (decision instanceof ExecutionExpired expiry && incarnation.equals(expiry.incarnation()));
    }

    private Optional<DecisionEvent> await(Predicate<DecisionEvent> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            for (DecisionEvent next = ahead.poll(); next != null; next = ahead.poll()) {
                if (wanted.test(next)) {
                    return Optional.of(next);
                }
            }
            for (ConsumerRecord<byte[], byte @Nullable []> record : consumer.poll(POLL)) {
                if (EventJson.read(record.value(), EventFamily.DECISIONS)
                        instanceof Reading.Parsed<DecisionEvent> parsed) {
                    ahead.add(parsed.event());
                }
            }
        } while (!ahead.isEmpty() || System.nanoTime() < deadline);
        return Optional.empty();
    }
}
