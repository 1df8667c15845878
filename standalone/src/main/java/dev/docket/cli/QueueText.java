package dev.docket.cli;

import dev.docket.event.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Queues in words, tables and bars.
 *
 * @param now what "ago" counts from
 * @param widest how many columns of a table a name takes at most
 */
record QueueText(Instant now, int widest) {

    private static final int BAR = 30;

    /** A table of queues, in the order given. */
    List<String> table(List<QueueAnswer> queues) {
        Table table = new Table(widest, "QUEUE", ">WAITING", ">ACTIVE/SLOTS", "PAUSED", ">OLDEST WAIT", "HOLD-UP");
        for (QueueAnswer queue : queues) {
            table.row(
                    queue.queue(),
                    number(queue.pending().total()),
                    slots(queue),
                    queue.limits().paused() ? "paused" : "-",
                    queue.oldestAcceptedAt() == null ? "-" : Spoken.between(queue.oldestAcceptedAt(), now),
                    (queue.holdUp().isEmpty() ? "-" : queue.heldUp())
                            + (queue.stale() == null ? "" : " (" + queue.stale().told() + ")"));
        }
        return table.lines();
    }

    /** A queue and its limits. */
    List<String> overview(QueueAnswer queue) {
        QueueAnswer.Limits limits = queue.limits();
        List<String> lines = new ArrayList<>(new Labelled(summary(queue))
                .add("held up", queue.holdUp().stream().map(Reason::message).toList())
                .add("oldest", oldest(queue))
                .add("arrivals", arrivals(queue))
                .add(
                        "limits",
                        String.format(
                                Locale.ROOT,
                                "%,d slots, %,d executions per user, %,d waiting or %s of them",
                                limits.maxActive(),
                                limits.maxPerUser(),
                                limits.maxPending(),
                                Spoken.bytes(limits.maxPendingBytes())))
                .add(
                        "holds",
                        Spoken.count(queue.users(), "user") + ", " + Spoken.bytes(queue.pendingBytes())
                                + " of waiting requests, " + number(queue.finishedRemembered())
                                + " remembered that have ended")
                .add(
                        "partition",
                        queue.partition() == null ? "" : queue.partition().toString())
                .add("stale", queue.stale() == null ? "" : queue.stale().told())
                .lines());
        lines.add("");
        lines.addAll(bars(queue.pending().byPriority()));
        return lines;
    }

    /** In one line. */
    String summary(QueueAnswer queue) {
        return queue.queue() + (queue.limits().paused() ? " is paused: " : ": ")
                + number(queue.pending().total()) + " waiting, " + slots(queue) + " active"
                + (queue.starting() == 0 ? "" : ", " + number(queue.starting()) + " of them starting");
    }

    /** How many wait with each priority, next to each other. */
    List<String> bars(Map<String, Long> byPriority) {
        Map<String, Long> inOrder = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            inOrder.put(priority.name(), byPriority.getOrDefault(priority.name(), 0L));
        }
        byPriority.forEach(inOrder::putIfAbsent);
        long most =
                Math.max(1, inOrder.values().stream().mapToLong(n -> n).max().orElse(1));
        return inOrder.entrySet().stream()
                .map(entry -> String.format(
                                Locale.ROOT,
                                "  %-11s %,9d  %s",
                                Spoken.constant(entry.getKey()),
                                entry.getValue(),
                                "█".repeat((int) Math.ceil((double) BAR * entry.getValue() / most)))
                        .stripTrailing())
                .toList();
    }

    /** The executions at the head of a line. */
    List<String> line(LineAnswer line) {
        Table table = new Table(widest, ">AHEAD", "EXECUTION", "USER", "PRIORITY", ">WAITED", ">STARTS IN", ">9 IN 10");
        for (LineAnswer.Waiting waiting : line.executions()) {
            table.row(
                    number(waiting.position()),
                    waiting.executionId(),
                    orDash(waiting.userId()),
                    waiting.priority() == null ? "-" : Spoken.constant(waiting.priority()),
                    waiting.acceptedAt() == null ? "-" : Spoken.between(waiting.acceptedAt(), now),
                    seconds(waiting.estimatedWaitSeconds(), Estimate::p50),
                    seconds(waiting.estimatedWaitSeconds(), Estimate::p90));
        }
        return table.lines();
    }

    String user(QueueAnswer.User user) {
        return user.userId() + ": " + number(user.pending()) + " waiting and " + number(user.active()) + " active, of "
                + number(user.maxPerUser()) + " at most"
                + (user.stale() == null ? "" : " (" + user.stale().told() + ")");
    }

    /** The first that waits, and for how long. */
    private String oldest(QueueAnswer queue) {
        return queue.oldestAcceptedAt() == null
                ? ""
                : "has waited for " + Spoken.between(queue.oldestAcceptedAt(), now);
    }

    /** What one would meet that comes now. */
    String arrivals(QueueAnswer queue) {
        return queue.estimatedWaitSeconds() == null
                ? ""
                : "a normal one would start " + queue.estimatedWaitSeconds().told();
    }

    private static String slots(QueueAnswer queue) {
        return number(queue.active()) + "/" + number(queue.limits().maxActive());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(@Nullable Estimate estimate, ToDoubleFunction<Estimate> which) {
        double seconds = estimate == null ? -1 : which.applyAsDouble(estimate);
        return seconds < 0 ? "-" : seconds < 1 ? "< 1 s" : Spoken.duration(seconds);
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }
}
