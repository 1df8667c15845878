package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows an execution until it has ended. */
final class StatusWatch {

    private static final Duration BEAT = Duration.ofSeconds(1);

    private final OutputOptions output;
    private final LiveLine line;
    private @Nullable JsonNode last;

    StatusWatch(OutputOptions output, LiveLine line) {
        this.output = output;
        this.line = line;
    }

    /** Returns when it has ended. */
    void follow(EventStream stream) throws InterruptedException {
        while (true) {
            EventStream.News news = stream.next(BEAT);
            if (news instanceof EventStream.Changed changed && isLast(changed.now())) {
                return;
            } else if (news instanceof EventStream.Lost lost) {
                lost(lost.why());
            } else if (news instanceof EventStream.Failed failed) {
                throw failed.failure();
            } else if (news instanceof EventStream.Ended) {
                return;
            }
        }
    }

    /** Shows it, unless a new stream begins with what the broken one ended with; says whether it is the last there is. */
    private boolean isLast(JsonNode now) {
        StatusAnswer answer = CoordinatorClient.read(now, StatusAnswer.class);
        if (!output.json()) {
            line.show(new StatusText(answer, Instant.now()).line());
        } else if (!now.equals(last)) {
            output.print(now);
            output.out().flush();
        }
        last = now;
        return answer.finished();
    }

    private void lost(String why) {
        if (output.json() || !output.terminal()) {
            output.err().println("docket: " + why + "; trying again …");
        } else {
            line.note(why + ", trying again");
        }
    }
}
