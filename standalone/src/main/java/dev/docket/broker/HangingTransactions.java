package dev.docket.broker;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that are open in a partition although their coordinator has closed them.
 *
 * <p>Seen on Kafka 4.3.1: a broker that is killed with a transaction open, and started again, may time the transaction
 * out while no partition has a leader yet. Its coordinator then takes the partitions for deleted, skips their markers and
 * calls the transaction aborted. Nobody else will ever close it, and whoever reads only what is committed, the restore of
 * a store for one, waits at it for ever.
 *
 * <p>The way of {@code kafka-transactions.sh find-hanging} and {@code abort}, with one more look in between: what is open
 * before and after the coordinators were asked, and not known to any of them, has no one to close it.
 */
final class HangingTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);

    private static final Set<TransactionState> UNDER_WAY = EnumSet.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private final Admin admin;

    HangingTransactions(Admin admin) {
        this.admin = admin;
    }

    /** A transaction that is open in a partition. */
    private record Open(TopicPartition partition, ProducerState producer) {

        boolean isStillIn(List<Open> later) {
            return later.stream()
                    .anyMatch(open -> open.partition.equals(partition)
                            && open.producer.producerId() == producer.producerId()
                            && open.producer
                                    .currentTransactionStartOffset()
                                    .equals(producer.currentTransactionStartOffset()));
        }
    }

    /**
     * Ends them all.
     *
     * @return how many there were
     * @throws ExecutionException if the broker does not answer
     */
    int end() throws ExecutionException, InterruptedException {
        List<Open> before = open();
        if (before.isEmpty()) {
            return 0;
        }
        Set<Long> underWay = admin.listTransactions().all().get().stream()
                .filter(listing -> UNDER_WAY.contains(listing.state()))
                .map(TransactionListing::producerId)
                .collect(Collectors.toSet());
        List<Open> after = open();
        int ended = 0;
        for (Open open : before) {
            ProducerState producer = open.producer();
            if (!underWay.contains(producer.producerId()) && open.isStillIn(after)) {
                admin.abortTransaction(new AbortTransactionSpec(
                                open.partition(),
                                producer.producerId(),
                                (short) producer.producerEpoch(),
                                producer.coordinatorEpoch().orElse(0)))
                        .all()
                        .get();
                LOG.atWarn()
                        .addKeyValue("partition", open.partition())
                        .addKeyValue("producer", producer.producerId())
                        .log("a transaction that its coordinator had lost was ended");
                ended++;
            }
        }
        return ended;
    }

    private List<Open> open() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        Set<TopicPartition> partitions = new HashSet<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get()
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        List<Open> open = new ArrayList<>();
        Map<TopicPartition, PartitionProducerState> states =
                admin.describeProducers(partitions).all().get();
        states.forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.add(new Open(partition, producer))));
        return open;
    }
}
