package dev.docket.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int PARTITIONS = 3;

    @TempDir
    Path directory;

    @Test
    void takesTransactionsWhileAnyOneOfThreeIsMissing() throws Exception {
        try (BrokerCluster cluster = BrokerCluster.start(directory, 3, BrokerTuning.TUNED.settings())) {
            String servers = cluster.bootstrapServers();
            makeTopic(servers);
            inTransaction(servers, "with three");

            cluster.stop(2);
            inTransaction(servers, "with two");

            assertThat(committed(servers, 2 * PARTITIONS))
                    .containsOnly("with three", "with two")
                    .hasSize(2 * PARTITIONS);
            assertThatThrownBy(() -> cluster.stop(2)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void makeTopic(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("t", PARTITIONS, (short) 3)))
                    .all()
                    .get();
            // a node that has not heard of the new topic yet may be the one that is asked
            TopicDescription topic = Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptionsMatching(e -> e.getCause() instanceof UnknownTopicOrPartitionException)
                    .until(
                            () -> admin.describeTopics(List.of("t"))
                                    .allTopicNames()
                                    .get()
                                    .get("t"),
                            Objects::nonNull);
            assertThat(topic.partitions())
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
        }
    }

    /** One record on every partition, so that every node leads one of those written to. */
    private static void inTransaction(String servers, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "tx", "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>("t", partition, "k", value));
            }
            producer.commitTransaction();
        }
    }

    private static List<String> committed(String servers, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition("t", 0), new TopicPartition("t", 1), new TopicPartition("t", 2));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new ArrayList<>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
            return values;
        }
    }
}
