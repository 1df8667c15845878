package dev.docket.broker;

import dev.docket.config.Installation;
import java.util.HashMap;
import java.util.Map;

/** What Docket sets the brokers to that it runs itself, besides their {@link BrokerTuning}. */
final class BrokerDefaults {

    private BrokerDefaults() {}

    /** There is no second node to copy anything to. */
    static Map<String, String> alone() {
        return replicated(1, 1);
    }

    /**
     * Everything is on every one of three nodes, and two of them must have a record before it counts.
     *
     * <p>A node does not take leave before it stops: the last ones would wait for minutes for the controllers that stopped
     * before them. The others miss it as they would a killed one.
     */
    static Map<String, String> together() {
        Map<String, String> settings = replicated(3, 2);
        settings.put("controlled.shutdown.enable", "false");
        return settings;
    }

    private static Map<String, String> replicated(int factor, int inSync) {
        Map<String, String> settings = new HashMap<>(SMALL);
        // Topics are made by those who know how.
        settings.put("auto.create.topics.enable", "false");
        for (String factorOf : new String[] {
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "share.coordinator.state.topic.replication.factor"
        }) {
            settings.put(factorOf, Integer.toString(factor));
        }
        for (String inSyncOf : new String[] {
            "min.insync.replicas", "transaction.state.log.min.isr", "share.coordinator.state.topic.min.isr"
        }) {
            settings.put(inSyncOf, Integer.toString(inSync));
        }
        return settings;
    }

    /** Kafka's defaults are for a machine of its own: 50 partitions of offsets, 128 MB to compact with. */
    private static final Map<String, String> SMALL = Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "log.segment.bytes", Integer.toString(64 * 1024 * 1024),
            "log.index.size.max.bytes", Integer.toString(1024 * 1024),
            "log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024),
            "num.network.threads", "2",
            "num.io.threads", "4",
            "num.recovery.threads.per.data.dir", "2",
            "message.max.bytes", Integer.toString(Installation.MAX_BATCH_BYTES));
}
