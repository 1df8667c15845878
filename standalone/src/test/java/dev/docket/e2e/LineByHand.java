package dev.docket.e2e;

import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.Incarnation;
import dev.docket.event.TerminalEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who waits, as the decisions tell: per queue a plain list, sorted by priority and then by arrival. */
final class LineByHand {

    private final Map<String, Map<Incarnation, ExecutionAccepted>> waiting = new TreeMap<>();

    static LineByHand of(List<ConsumerRecord<byte[], byte[]>> events) {
        LineByHand line = new LineByHand();
        events.forEach(record -> line.apply(CoordinatorRig.decision(record)));
        return line;
    }

    private void apply(DecisionEvent decision) {
        Map<Incarnation, ExecutionAccepted> queue =
                waiting.computeIfAbsent(decision.queue(), name -> new LinkedHashMap<>());
        if (decision instanceof ExecutionAccepted accepted) {
            queue.put(accepted.incarnation(), accepted);
        } else if (decision instanceof ExecutionScheduled scheduled) {
            queue.remove(scheduled.incarnation());
        } else if (decision instanceof TerminalEvent ended) {
            queue.remove(ended.incarnation());
        } else if (decision instanceof ExecutionExpired expired) {
            queue.remove(expired.incarnation());
        }
    }

    /** Those who wait in each queue; the index in the list is the position. */
    Map<String, List<ExecutionAccepted>> queues() {
        Map<String, List<ExecutionAccepted>> sorted = new TreeMap<>();
        waiting.forEach((name, queue) -> {
            List<ExecutionAccepted> line = new ArrayList<>(queue.values());
            line.sort(Comparator.comparing(ExecutionAccepted::priority));
            sorted.put(name, line);
        });
        return sorted;
    }
}
