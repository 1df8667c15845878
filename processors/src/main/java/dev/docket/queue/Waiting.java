package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reason why an execution, or a whole queue, waits.
 *
 * @param reason the reason
 * @param message the same for people, with its numbers
 * @param ahead how many are ahead by priority, those without any left out; only with {@link WaitReason#AHEAD}
 */
public record Waiting(
        WaitReason reason, String message, @Nullable Map<Priority, Long> ahead) {}
