package dev.docket.bench.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.coordinator.StreamsSettings;
import dev.docket.processor.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator wrote in one execution's life, as it stands in the topics: what anything must write that is to be
 * compared with it.
 *
 * @param id of the execution
 * @param events the events that follow a request, in order; the last of the life is in {@code end}
 * @param commands the commands
 * @param changes what the changelog got after the request
 * @param end the event that follows the completion
 * @param lastChanges what the changelog got after the completion
 */
public record LifeRecords(
        String id,
        List<Written> events,
        List<Written> commands,
        List<Written> changes,
        Written end,
        List<Written> lastChanges) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Accepted, scheduled, completed. */
    private static final int EVENTS = 3;

    /** Pending, active, finished. */
    private static final int CHANGES = 3;

    /**
     * A record.
     *
     * @param key its key
     * @param value its value; absent for a deletion
     */
    public record Written(Bytes key, @Nullable Bytes value) {

        private int bytes() {
            return key.get().length + (value == null ? 0 : value.get().length);
        }
    }

    /**
     * Reads all that was written about one of some executions whose lives are over, or nearly. There may be nothing of use:
     * what the changelog held of them may be compacted by now.
     */
    public static Optional<LifeRecords> ofOne(Installation installation, List<String> ids) {
        return ids.stream()
                .map(id -> whole(installation, id))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LifeRecords> whole(Installation installation, String id) {
        List<Written> events = about(installation, installation.topics().executionEvents(), id);
        List<Written> commands = about(installation, installation.topics().podCommands(), id);
        List<Written> changes =
                about(installation, StreamsSettings.applicationId(installation) + "-" + Nodes.STORE + "-changelog", id);
        if (events.size() != EVENTS || commands.size() != 1 || changes.size() != CHANGES) {
            return Optional.empty();
        }
        return Optional.of(new LifeRecords(
                id,
                events.subList(0, EVENTS - 1),
                commands,
                changes.subList(0, CHANGES - 1),
                events.get(EVENTS - 1),
                changes.subList(CHANGES - 1, CHANGES)));
    }

    private static List<Written> about(Installation installation, String topic, String id) {
        byte[] wanted = id.getBytes(UTF_8);
        List<Written> found = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(installation, topic)) {
            do {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (contains(record.key(), wanted) || contains(record.value(), wanted)) {
                        found.add(new Written(Bytes.wrap(record.key()), Bytes.wrap(record.value())));
                    }
                }
            } while (!reader.atEnd());
        }
        return List.copyOf(found);
    }

    private static boolean contains(byte @Nullable [] where, byte[] what) {
        return where != null && Splice.find(where, what) >= 0;
    }

    @Override
    public String toString() {
        return "events " + sizes(events) + ", command " + sizes(commands) + ", store " + sizes(changes)
                + "; then event " + sizes(List.of(end)) + ", store " + sizes(lastChanges) + " bytes";
    }

    private static String sizes(List<Written> records) {
        return Arrays.toString(records.stream().mapToInt(Written::bytes).toArray());
    }
}
