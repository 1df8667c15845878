package dev.docket.queue;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Fault;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What checking a request gave: a valid one, or everything that is wrong with it. */
public sealed interface CheckedRequest permits CheckedRequest.Valid, CheckedRequest.Invalid {

    /**
     * A request with its defaults filled in.
     *
     * @param queue the queue to wait in
     * @param executionId the client's id
     * @param userId whose it is
     * @param priority the priority to wait with
     * @param spec what to run
     * @param metadata as the client sent it
     */
    record Valid(
            String queue,
            String executionId,
            String userId,
            Priority priority,
            ExecutionSpec spec,
            @Nullable Metadata metadata)
            implements CheckedRequest {

        ContentDigest digest() {
            return ContentDigest.of(userId, priority, spec);
        }
    }

    /**
     * A request that is refused.
     *
     * @param faults all of them, not empty
     */
    record Invalid(List<Fault> faults) implements CheckedRequest {}
}
