package dev.docket.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why something waits, as the API gives it.
 *
 * @param reason a constant for programs; later versions may have others
 * @param message for people
 * @param ahead how many are ahead, by priority; only where that is the reason
 */
record Reason(String reason, String message, @Nullable Map<String, Long> ahead) {

    /** Whether it is the queue that does not go on, and not the line that is long. */
    boolean holdsUp() {
        return !reason.equals("AHEAD") && !reason.equals("NEXT");
    }
}
