package dev.docket.bench.fleet;

import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.coordinator.StreamsSettings;
import dev.docket.processor.Nodes;
import dev.docket.queue.Entry;
import dev.docket.queue.Pending;
import dev.docket.queue.StateFormat;
import dev.docket.store.SplitValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who waits where, as the changelog tells: the last value of every key, read from the beginning, those that are pending
 * sorted by their order key. Nothing of the store or its index has a part in it.
 */
final class ChangelogRecount {

    private static final Duration POLL = Duration.ofMillis(100);

    private ChangelogRecount() {}

    /** The ids of those that wait in each queue; the index in the list is the position. */
    static Map<String, List<String>> lines(Installation installation) {
        Map<ByteBuffer, byte[]> last = new HashMap<>();
        String changelog = StreamsSettings.applicationId(installation) + "-" + Nodes.STORE + "-changelog";
        try (TopicReader reader = TopicReader.fromBeginning(installation, changelog)) {
            do {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (record.value() == null) {
                        last.remove(ByteBuffer.wrap(record.key()));
                    } else {
                        last.put(ByteBuffer.wrap(record.key()), record.value());
                    }
                }
            } while (!reader.atEnd());
        }
        return last.entrySet().stream()
                .map(entry -> entry(entry.getKey().array(), entry.getValue()))
                .filter(Pending.class::isInstance)
                .map(Pending.class::cast)
                .sorted(Comparator.comparingLong(Pending::orderKey))
                .collect(Collectors.groupingBy(
                        Pending::queue, TreeMap::new, Collectors.mapping(Pending::id, Collectors.toList())));
    }

    private static Entry entry(byte[] key, byte[] value) {
        return StateFormat.read(StateFormat.readKey(key), SplitValue.header(value));
    }
}
