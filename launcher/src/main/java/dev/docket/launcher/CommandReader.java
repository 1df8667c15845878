package dev.docket.launcher;

import dev.docket.event.Command;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code pod-commands} and hands each command to its lane; commits, at intervals, the offsets below which every
 * command is answered. It never waits for a command: when too many are in flight it pauses the partitions and goes on
 * polling, so that it stays in its group.
 *
 * <p>Threading: one thread of its own, the only one that touches the consumer.
 */
final class CommandReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final String topic;
    private final LauncherConfig.Pace pace;
    private final Intake intake;
    private final Consumer<Throwable> defects;
    private final Thread thread = new Thread(this::run, "docket-launcher-commands");
    private volatile boolean closed;
    private long nextCommit = System.nanoTime();

    /**
     * Where what was read goes.
     *
     * @param partitions the partitions held
     * @param lanes the commands under way
     * @param followers the Pods
     * @param reports takes what is no command
     * @param rebalanced to be run when partitions came
     */
    record Intake(
            CommandPartitions partitions,
            CommandLanes lanes,
            PodFollowers followers,
            Reports reports,
            Runnable rebalanced) {}

    CommandReader(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            String topic,
            LauncherConfig.Pace pace,
            Intake intake,
            Consumer<Throwable> defects) {
        this.consumer = consumer;
        this.topic = topic;
        this.pace = pace;
        this.intake = intake;
        this.defects = defects;
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Stops reading, commits what was answered, leaves the group. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(15).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            consumer.close();
        }
    }

    private void run() {
        try {
            consumer.subscribe(List.of(topic), new Rebalances());
            while (!closed) {
                turn();
            }
        } catch (WakeupException e) {
            // Closing.
        } catch (Throwable e) {
            defects.accept(e);
        } finally {
            leave();
        }
    }

    /** One poll, and what follows from it. */
    void turn() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            accept(record);
        }
        if (System.nanoTime() - nextCommit >= 0) {
            nextCommit = System.nanoTime() + pace.commitInterval().toNanos();
            commit();
        }
        throttle();
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        CommandPartition partition = intake.partitions.get(record.partition());
        if (partition == null) {
            return;
        }
        partition.read(record.offset());
        Reading<Command> reading = EventJson.read(record.value(), EventFamily.COMMANDS);
        if (reading instanceof Reading.Parsed<Command> parsed) {
            CommandPosition position = new CommandPosition(record.partition(), record.offset());
            intake.lanes.submit(
                    new CommandTask(parsed.event(), position, traceparent(record), partition, record.value().length));
        } else if (reading instanceof Unreadable<Command> unreadable) {
            LOG.error(
                    "command cannot be read partition={} offset={} reason={}",
                    record.partition(),
                    record.offset(),
                    unreadable.reason());
            intake.reports.deadLetter(record, unreadable, () -> partition.answered(record.offset()));
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit();
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (done, error) -> {
                if (error == null) {
                    committed(done);
                } else {
                    LOG.warn("offsets not committed error={}", error.toString());
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (CommandPartition partition : intake.partitions.all()) {
            long safe = partition.safe();
            if (safe > partition.committed()) {
                offsets.put(new TopicPartition(topic, partition.number()), new OffsetAndMetadata(safe));
            }
        }
        return offsets;
    }

    private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((topicPartition, offset) -> {
            CommandPartition partition = intake.partitions.get(topicPartition.partition());
            if (partition != null) {
                partition.committed(offset.offset());
                intake.followers.committed(partition);
            }
        });
    }

    private void throttle() {
        LauncherConfig.Reading limits = pace.reading();
        int inFlight = intake.lanes.inFlight();
        long bytes = intake.lanes.unansweredBytes();
        boolean full = inFlight >= limits.maxInFlight() || bytes >= limits.maxHeldBytes();
        boolean room = inFlight <= limits.maxInFlight() * 3 / 4 && bytes <= limits.maxHeldBytes() / 4 * 3;
        Set<TopicPartition> paused = new HashSet<>(consumer.paused());
        Set<TopicPartition> pause = new HashSet<>();
        Set<TopicPartition> resume = new HashSet<>();
        for (CommandPartition partition : intake.partitions.all()) {
            TopicPartition key = new TopicPartition(topic, partition.number());
            if (full || partition.span() >= limits.maxSpan()) {
                pause.add(key);
            } else if (room && paused.contains(key)) {
                resume.add(key);
            }
        }
        pause.removeAll(paused);
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
        }
    }

    /** The last commit; what fails now is read again by whoever comes next. */
    private void leave() {
        commitNow(toCommit());
        intake.partitions.all().forEach(CommandPartition::lose);
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, LAST_COMMIT);
            committed(offsets);
        } catch (WakeupException e) {
            commitNow(offsets); // A wake-up is spent by being thrown.
        } catch (KafkaException e) {
            LOG.warn("offsets not committed error={}", e.toString());
            if (!(e instanceof RetriableException)) {
                LOG.debug("commit failed", e);
            }
        }
    }

    private static @Nullable String traceparent(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(RecordHeaders.TRACEPARENT);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (assigned.isEmpty()) {
                return;
            }
            for (TopicPartition partition : assigned) {
                intake.partitions.assign(partition.partition(), consumer.position(partition));
            }
            LOG.info("partitions assigned count={}", assigned.size());
            intake.rebalanced.run();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            Map<TopicPartition, OffsetAndMetadata> offsets = toCommit();
            offsets.keySet().retainAll(revoked);
            commitNow(offsets);
            lose(revoked);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            lose(lost);
        }

        private void lose(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                LOG.info("partitions gone count={}", partitions.size());
                partitions.forEach(p -> {
                    CommandPartition held = intake.partitions.lose(p.partition());
                    if (held != null) {
                        intake.followers.lost(held);
                    }
                });
            }
        }
    }
}
