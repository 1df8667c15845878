package dev.docket.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits offered are not valid; those before them stay.
 *
 * @param queue the queue
 * @param faults everything that is wrong with them
 * @param decision user, counts and cause
 */
public record QueueSettingsRejected(String queue, List<Fault> faults, DecisionContext decision)
        implements DecisionEvent {

    public QueueSettingsRejected {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(decision, "decision");
        faults = List.copyOf(faults);
    }

    @Override
    public @Nullable String executionId() {
        return null;
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
