package dev.docket.e2e;

import dev.docket.event.CancelRequested;
import dev.docket.event.Event;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Requests as clients send them: several queues, users and priorities, some repeated, some cancelled, early or late. */
final class RequestLoad {

    private static final int QUEUES = 6;
    private static final int USERS = 12;

    private final Random random;
    private final List<ExecutionRequested> sent = new ArrayList<>();
    private int next;

    RequestLoad(long seed) {
        random = new Random(seed);
    }

    /** One record for the topic of requests. */
    record Sent(String queue, Event event) {}

    Sent next() {
        int kind = random.nextInt(100);
        if (kind < 6 && !sent.isEmpty()) {
            ExecutionRequested again = any();
            return new Sent(String.valueOf(again.queue()), again);
        }
        if (kind < 8 && !sent.isEmpty()) {
            ExecutionRequested known = any();
            return request(String.valueOf(known.executionId()), String.valueOf(known.queue()), "other content");
        }
        if (kind < 14 && !sent.isEmpty()) {
            ExecutionRequested known = any();
            return cancel(String.valueOf(known.executionId()), String.valueOf(known.queue()));
        }
        String queue = "q" + random.nextInt(QUEUES);
        if (kind < 16) {
            return cancel("e" + (next + random.nextInt(20)), queue);
        }
        Sent fresh = request("e" + next++, queue, "print(1)");
        sent.add((ExecutionRequested) fresh.event());
        return fresh;
    }

    private ExecutionRequested any() {
        return sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), 200)));
    }

    private Sent request(String id, String queue, String script) {
        Priority priority = random.nextInt(3) == 0 ? Priority.values()[random.nextInt(5)] : null;
        return new Sent(queue, request(id, queue, "u" + random.nextInt(USERS), priority, script));
    }

    static ExecutionRequested request(
            String id, String queue, String user, @Nullable Priority priority, String script) {
        return new ExecutionRequested(
                id,
                user,
                queue,
                priority == null ? null : priority.name(),
                script,
                "shell",
                null,
                "busybox:1",
                // Some run for longer than a broker takes to stop.
                List.of("sleep", id.endsWith("7") ? "5" : "0.2"),
                "main.sh",
                60,
                null,
                null,
                null,
                null,
                null);
    }

    private static Sent cancel(String id, String queue) {
        return new Sent(queue, new CancelRequested(id, queue, null, null));
    }
}
