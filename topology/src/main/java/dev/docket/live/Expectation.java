package dev.docket.live;

import dev.docket.event.Cause;
import dev.docket.event.DecisionContext;
import dev.docket.event.DecisionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for the decision on a record that is about to be sent. It is registered before that, because the
 * decision may be read before the producer tells where the record stands: what is decided about the execution meanwhile
 * is kept, at most {@value #MOST} decisions.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class Expectation implements AutoCloseable {

    private static final int MOST = 16;

    private final String executionId;
    private final Runnable end;
    private final CompletableFuture<DecisionEvent> decision = new CompletableFuture<>();
    private final Deque<DecisionEvent> early = new ArrayDeque<>();
    private @Nullable Place place;

    private record Place(String topic, int partition, long offset) {}

    Expectation(String executionId, Runnable end) {
        this.executionId = executionId;
        this.end = end;
    }

    /**
     * Tells where the record stands.
     *
     * @return completes with the first decision that this record caused and that is about the execution; never
     *     exceptionally
     */
    public synchronized CompletableFuture<DecisionEvent> sentTo(String topic, int partition, long offset) {
        Place sent = new Place(topic, partition, offset);
        place = sent;
        early.stream().filter(decided -> isCausedBy(decided, sent)).findFirst().ifPresent(decision::complete);
        early.clear();
        return decision;
    }

    synchronized void read(DecisionEvent decided) {
        if (!executionId.equals(decided.executionId())) {
            return;
        }
        Place sent = place;
        if (sent == null) {
            if (early.size() == MOST) {
                early.removeFirst();
            }
            early.addLast(decided);
        } else if (isCausedBy(decided, sent)) {
            decision.complete(decided);
        }
    }

    private static boolean isCausedBy(DecisionEvent decided, Place sent) {
        DecisionContext context = decided.decision();
        if (context == null) {
            return false;
        }
        Cause cause = context.cause();
        return cause.offset() == sent.offset()
                && cause.partition() == sent.partition()
                && cause.topic().equals(sent.topic());
    }

    /** Nobody waits any more. */
    @Override
    public void close() {
        end.run();
    }
}
