package dev.docket.bench.fleet;

import dev.docket.bench.rig.TopicReader;
import dev.docket.config.Installation;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the decisions as they are committed: when each queue had one, and which execution it accepted last.
 *
 * <p>Threading: one thread of its own reads; anybody may ask.
 */
final class DecisionWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Timeline decisions = new Timeline();
    private final Map<String, String> lastAccepted = new ConcurrentHashMap<>();
    private final AtomicLong acceptances = new AtomicLong();
    private final TopicReader events;
    private final Paced work;

    DecisionWatch(Installation installation) {
        events = TopicReader.fromBeginning(installation, installation.topics().executionEvents());
        work = Paced.start("decisions", 1000, this::step);
    }

    private void step() {
        for (ConsumerRecord<byte[], byte[]> record : events.poll(POLL)) {
            if (EventJson.read(record.value(), EventFamily.DECISIONS) instanceof Reading.Parsed<DecisionEvent> parsed) {
                DecisionEvent decision = parsed.event();
                decisions.seen(decision.queue());
                if (decision instanceof ExecutionAccepted accepted) {
                    acceptances.incrementAndGet();
                    lastAccepted.put(accepted.queue(), accepted.executionId());
                }
            }
        }
    }

    /** When each queue had decisions, as they could be read. */
    Timeline decisions() {
        return decisions;
    }

    /** How many executions were accepted. */
    long accepted() {
        return acceptances.get();
    }

    /** An execution that this queue knows: the one that it accepted last. */
    Optional<String> lastAccepted(String queue) {
        return Optional.ofNullable(lastAccepted.get(queue));
    }

    @Override
    public void close() {
        work.close();
        events.close();
    }
}
