package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.audit.Audit;
import dev.docket.audit.AuditFigures;
import dev.docket.audit.AuditReader;
import dev.docket.audit.Limits;
import dev.docket.audit.PodSeen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The independent audit, read along by the test's own thread. */
final class Auditor implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(120).toNanos();

    private final KafkaConsumer<byte[], byte @Nullable []> consumer;
    private final Audit audit;
    private final AuditReader reader;

    Auditor(String bootstrapServers, Limits limits, boolean podsAreKnown) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        audit = new Audit(TOPICS, limits, podsAreKnown);
        reader = new AuditReader(consumer, TOPICS, audit);
    }

    /** Reads until so many records more have been committed. */
    void awaitRecords(int more) {
        long start = System.nanoTime();
        for (int read = 0; read < more; read += reader.poll(POLL)) {
            giveUpAfter(start, read + " of " + more + " records");
        }
    }

    /** Reads until every request on the topic has its answer. */
    void awaitAnswers() {
        long start = System.nanoTime();
        while (reader.poll(POLL) > 0 || !reader.atStableEnd() || unanswered() > 0) {
            giveUpAfter(start, unanswered() + " requests without an answer");
        }
    }

    /** Reads until every request has its answer and every accepted execution its outcome, and the topics stand still. */
    AuditFigures awaitEnd() {
        long start = System.nanoTime();
        while (reader.poll(POLL) > 0
                || !reader.atStableEnd()
                || audit.progress().unaccounted() > 0) {
            giveUpAfter(start, audit.progress().toString());
        }
        return audit.verdict();
    }

    /** Reads until every request has its answer, and all that were accepted have ended but so many. */
    void awaitAllEndedBut(int many) {
        long start = System.nanoTime();
        while (reader.poll(POLL) > 0
                || !reader.atStableEnd()
                || audit.progress().unaccounted() > many) {
            giveUpAfter(start, audit.progress().toString());
        }
        assertThat(audit.progress().unaccounted()).isEqualTo(many);
    }

    /** The last word, once the Pods have been told too. */
    AuditFigures verdictWith(List<PodSeen> pods) {
        pods.forEach(audit::pod);
        return audit.verdict();
    }

    AuditFigures progress() {
        return audit.progress();
    }

    private long unanswered() {
        AuditFigures figures = audit.progress();
        return figures.unaccounted() - figures.now().pending() - figures.now().active();
    }

    private static void giveUpAfter(long start, String what) {
        assertThat(System.nanoTime() - start).as(what).isLessThan(PATIENCE_NANOS);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
