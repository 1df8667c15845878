package dev.docket.broker;

import java.util.Map;

/** What brokers are set to, of that which a fail-over and a transaction wait for. */
public enum BrokerTuning {

    /**
     * As Docket advises: a transaction that nobody will end is ended within a second of its time-out, and a broker that is
     * gone is missed after three seconds. Nobody else is about to join a group that has just been made. Who begins a transaction
     * before the one before it is marked everywhere waits at the broker, and hardly longer than that takes; by default the broker
     * looks every 20 ms, and after 100 ms sends it away to come again.
     */
    TUNED,

    /** As Kafka is delivered: such a transaction is looked for every ten seconds. */
    DEFAULT;

    /** The broker settings that differ from Kafka's defaults. */
    public Map<String, String> settings() {
        return switch (this) {
            case TUNED ->
                Map.of(
                        "group.initial.rebalance.delay.ms", "0",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                        "add.partitions.to.txn.retry.backoff.ms", "2",
                        "add.partitions.to.txn.retry.backoff.max.ms", "1000",
                        "broker.heartbeat.interval.ms", "500",
                        "broker.session.timeout.ms", "3000");
            case DEFAULT -> Map.of();
        };
    }
}
