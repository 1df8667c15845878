package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why something waits, from what its line shows at this moment; the reason that must go first comes first. */
final class WhyPending {

    /** How long executions may hold slots without any news before it is said that there are none. */
    static final long SILENCE_MILLIS = 60_000;

    private WhyPending() {}

    /**
     * Why an execution waits; never empty.
     *
     * @param position how many are ahead of it
     */
    static List<Waiting> of(Outlook line, Priority priority, long position) {
        List<Waiting> reasons = new ArrayList<>(ofQueue(line));
        if (position > 0) {
            reasons.add(ahead(line, priority, position));
        } else if (reasons.isEmpty()) {
            reasons.add(new Waiting(WaitReason.NEXT, "it is first, and a slot is free: it is about to start", null));
        }
        return reasons;
    }

    /** What keeps the line from moving on; empty if nothing does. */
    static List<Waiting> ofQueue(Outlook line) {
        List<Waiting> reasons = new ArrayList<>();
        QueueLimits limits = line.limits();
        if (limits.paused()) {
            reasons.add(new Waiting(WaitReason.QUEUE_PAUSED, "the queue is paused", null));
        }
        if (limits.maxActive() == 0) {
            reasons.add(new Waiting(WaitReason.NO_SLOTS, "the queue has no slots (maxActive is 0)", null));
        }
        long silence = line.silence();
        if (silence >= SILENCE_MILLIS) {
            reasons.add(new Waiting(
                    WaitReason.LAUNCHER_SILENT,
                    String.format(
                            "%d hold slots without having started, and there has been no news for %d s: the launcher is"
                                    + " silent, or the cluster takes no Pods",
                            line.starting(), silence / 1000),
                    null));
        }
        if (limits.maxActive() > 0 && line.active() >= limits.maxActive()) {
            reasons.add(new Waiting(WaitReason.SLOTS_TAKEN, slotsTaken(line), null));
        }
        return reasons;
    }

    private static String slotsTaken(Outlook line) {
        int slots = line.limits().maxActive();
        if (line.active() > slots) {
            return String.format("%d run, more than the %d slots that the queue has now", line.active(), slots);
        }
        return slots == 1 ? "the one slot of the queue is taken" : "all " + slots + " slots of the queue are taken";
    }

    private static Waiting ahead(Outlook line, Priority own, long position) {
        Map<Priority, Long> ahead = new EnumMap<>(Priority.class);
        long left = position;
        for (Priority priority : own.above()) {
            if (line.pending(priority) > 0) {
                ahead.put(priority, line.pending(priority));
                left -= line.pending(priority);
            }
        }
        if (left > 0) {
            ahead.put(own, left);
        }
        String each = ahead.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return new Waiting(
                WaitReason.AHEAD,
                position == 1 ? "1 execution is ahead: " + each : position + " executions are ahead: " + each,
                ahead);
    }
}
