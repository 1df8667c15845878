package dev.docket.coordinator;

import dev.docket.config.Installation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Asks the brokers for one transaction and takes it back. Brokers whose transaction log cannot be made (three replicas
 * wanted, one broker there) let everything else work and leave Kafka Streams waiting for ever.
 */
final class TransactionProbe {

    private static final int TRANSACTION_MILLIS = 6_000;

    private final Installation installation;

    private final String transactionalId;

    private final Duration limit;

    TransactionProbe(Installation installation, String instance, Duration limit) {
        this.installation = installation;
        this.transactionalId = installation.name() + ".probe-" + instance;
        this.limit = limit;
    }

    /** What is wrong with transactions, if anything is. Takes no longer than the limit. */
    Optional<StartFault> run() {
        Map<String, Object> settings = installation.producer();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit.toMillis());
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            producer.beginTransaction();
            producer.abortTransaction();
            return Optional.empty();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            // Another start of the same instance overtook this one: transactions work.
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(fault("no transaction could be begun within " + limit.toSeconds() + " s"));
        } catch (KafkaException e) {
            return Optional.of(fault("a transaction failed: " + e.getMessage()));
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    private StartFault fault(String found) {
        return new StartFault(
                "transactions",
                found,
                "brokers on which they can be used: at least transaction.state.log.replication.factor brokers,"
                        + " transaction.state.log.min.isr of them in sync, and leave to use the transactional id "
                        + transactionalId);
    }
}
