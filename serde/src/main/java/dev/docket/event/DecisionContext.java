package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every decision says besides its subject.
 *
 * @param userId whose execution it is about, where that is known
 * @param pending how many executions of the queue wait after this decision
 * @param active how many hold a slot after it
 * @param cause the record that made the coordinator decide
 */
public record DecisionContext(@Nullable String userId, long pending, int active, Cause cause) {

    public DecisionContext {
        Objects.requireNonNull(cause, "cause");
    }
}
