package dev.docket.bench.fleet;

import dev.docket.audit.Audit;
import dev.docket.audit.AuditFigures;
import dev.docket.audit.AuditReader;
import dev.docket.audit.Limits;
import dev.docket.config.Installation;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads everything from the beginning once more and recounts it. */
final class FinalAudit {

    private static final Duration POLL = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private FinalAudit() {}

    /** What there is to say when every request has its answer and every accepted execution its outcome, or time is up. */
    static AuditFigures of(Installation installation, Limits limits) {
        try (KafkaConsumer<byte[], byte @Nullable []> consumer = new KafkaConsumer<>(
                installation.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Audit audit = new Audit(installation.topics(), limits, false);
            AuditReader reader = new AuditReader(consumer, installation.topics(), audit);
            long end = Timeline.now() + PATIENCE.toMillis();
            while (reader.poll(POLL) > 0
                    || !reader.atStableEnd()
                    || audit.progress().unaccounted() > 0) {
                if (Timeline.now() > end) {
                    break;
                }
            }
            return audit.verdict();
        }
    }
}
