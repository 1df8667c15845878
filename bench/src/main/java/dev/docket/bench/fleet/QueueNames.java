package dev.docket.bench.fleet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;

/** Names of queues, chosen for where they hash to. */
final class QueueNames {

    private QueueNames() {}

    /** One queue for each partition: the one at index i belongs to partition i. */
    static List<String> onePerPartition(int partitions) {
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; names.size() < partitions; i++) {
            String name = "queue-" + i;
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            names.putIfAbsent(Utils.toPositive(Utils.murmur2(key)) % partitions, name);
        }
        return List.copyOf(names.values());
    }
}
