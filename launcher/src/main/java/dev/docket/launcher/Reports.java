package dev.docket.launcher;

import dev.docket.event.AttemptReport;
import dev.docket.event.Event;
import dev.docket.serde.EventJson;
import dev.docket.serde.Topics;
import dev.docket.serde.Unreadable;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the launcher tells. A terminal report and a dead letter are sent until Kafka has them; that something runs is
 * said once, and again with the next full list.
 *
 * <p>The key is the queue, hashed by Kafka's default partitioner, which is the one that the coordinator checks against.
 *
 * <p>Threading: safe; callbacks run on the producer's thread and must not block.
 */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final ApiCalls calls;
    private final Consumer<Throwable> defects;

    /** @param defects hears what no repetition can mend: no right to write, a producer that is done for */
    Reports(Producer<String, byte[]> producer, Topics topics, ApiCalls calls, Consumer<Throwable> defects) {
        this.producer = producer;
        this.topics = topics;
        this.calls = calls;
        this.defects = defects;
    }

    /** Sends a report until it is acknowledged; then runs {@code acknowledged}. */
    void send(AttemptReport report, Runnable acknowledged) {
        insist(record(report), 1, acknowledged);
    }

    /** Sends a report once. */
    void mention(AttemptReport report) {
        send(record(report), error -> {
            if (error != null) {
                LOG.warn("report not sent type={} error={}", report.type(), error.toString());
            }
        });
    }

    /** Puts a record aside that is no command, until that is acknowledged; then runs {@code acknowledged}. */
    void deadLetter(ConsumerRecord<?, byte[]> record, Unreadable<?> why, Runnable acknowledged) {
        insist(DeadLetter.of(topics.deadLetters(), record, why), 1, acknowledged);
    }

    private ProducerRecord<String, byte[]> record(AttemptReport report) {
        return new ProducerRecord<>(topics.executionReports(), report.queue(), EventJson.write((Event) report));
    }

    private void insist(ProducerRecord<String, byte[]> record, int tries, Runnable acknowledged) {
        send(record, error -> {
            if (error == null) {
                acknowledged.run();
            } else if (error instanceof RetriableException) {
                Duration delay = calls.backoff().after(tries, null);
                LOG.warn("report not acknowledged topic={} tries={} error={}", record.topic(), tries, error.toString());
                calls.afterwards(delay, () -> insist(record, tries + 1, acknowledged));
            } else {
                defects.accept(error);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears the same.
    private void send(ProducerRecord<String, byte[]> record, Consumer<Exception> then) {
        try {
            producer.send(record, (metadata, error) -> {
                try {
                    then.accept(error);
                } catch (Throwable e) {
                    defects.accept(e);
                }
            });
        } catch (KafkaException e) {
            then.accept(e);
        } catch (IllegalStateException e) {
            // The producer was closed under way: this launcher is closing, and its successor will tell.
            LOG.debug("report dropped while closing topic={}", record.topic());
        }
    }
}
