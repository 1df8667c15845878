package dev.docket.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionContext;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.TerminalEvent;
import dev.docket.queue.Line;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.QueueLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows {@code execution-events} as an outsider could, with plain lists, and holds DESIGN's invariants against every
 * decision: true ranks, the first in order is scheduled, limits hold, one outcome and one command each, and the counts
 * that each decision tells are the counts at that moment.
 */
final class AuditReader {

    private static final Comparator<Waiting> ORDER =
            Comparator.comparing(Waiting::priority).thenComparing(waiting -> waiting.incarnation.offset());

    private final QueueLimits defaults;
    private final Map<String, Queue> queues = new TreeMap<>();
    private final Set<Incarnation> ended = new HashSet<>();
    private final Set<String> commands = new HashSet<>();

    private record Waiting(String id, String user, Priority priority, Incarnation incarnation) {}

    private static final class Queue {
        final List<Waiting> line = new ArrayList<>();
        final Map<Incarnation, Waiting> active = new HashMap<>();
        int maxActive;
        int maxPerUser;
        boolean paused;
    }

    AuditReader(QueueLimits defaults) {
        this.defaults = defaults;
    }

    void read(DecisionEvent decision) {
        Queue queue = queue(decision.queue());
        if (decision instanceof ExecutionAccepted accepted) {
            accept(accepted, queue);
        } else if (decision instanceof ExecutionScheduled scheduled) {
            schedule(scheduled, queue);
        } else if (decision instanceof ExecutionExpired expired) {
            if (expired.incarnation() != null) {
                end(expired.incarnation(), queue);
            }
        } else if (decision instanceof TerminalEvent terminal) {
            end(terminal.incarnation(), queue);
        } else if (decision instanceof ExecutionStarted started) {
            assertThat(queue.active).as("a start of what is active").containsKey(started.incarnation());
        } else if (decision instanceof ExecutionRepeated repeated && repeated.position() != null) {
            assertThat(repeated.position()).as("%s", repeated).isEqualTo(rank(repeated.incarnation(), queue));
        } else if (decision instanceof QueueSettingsApplied applied) {
            queue.maxActive = applied.maxActive();
            queue.maxPerUser = applied.maxPerUser();
            queue.paused = applied.paused();
        }
        DecisionContext context = decision.decision();
        assertThat(context).as("every decision says why: %s", decision).isNotNull();
        Objects.requireNonNull(context);
        assertThat(context.pending()).as("pending, as told by %s", decision).isEqualTo(queue.line.size());
        assertThat(context.active()).as("active, as told by %s", decision).isEqualTo(queue.active.size());
    }

    void read(Command command) {
        if (command instanceof CreatePodCommand create) {
            String attempt = create.queue() + "/" + create.incarnation() + "/" + create.attempt();
            assertThat(commands.add(attempt))
                    .as("one command per attempt: %s", create)
                    .isTrue();
        }
    }

    /** What the coordinator believes now is what its decisions add up to. */
    void compareWith(PartitionIndex index) {
        queues.forEach((name, queue) -> {
            Line line = index.line(name);
            assertThat(line.page(0, 1_000_000))
                    .as("the line of %s", name)
                    .extracting("id")
                    .isEqualTo(queue.line.stream().map(Waiting::id).toList());
            assertThat(line.active()).as("active of %s", name).isEqualTo(queue.active.size());
            boolean idle = queue.paused || queue.line.isEmpty() || queue.active.size() >= queue.maxActive;
            assertThat(line.isRunnable()).as("runnable %s", name).isEqualTo(!idle);
        });
    }

    private Queue queue(String name) {
        return queues.computeIfAbsent(name, unknown -> {
            Queue queue = new Queue();
            queue.maxActive = defaults.maxActive();
            queue.maxPerUser = defaults.maxPerUser();
            queue.paused = defaults.paused();
            return queue;
        });
    }

    private void accept(ExecutionAccepted accepted, Queue queue) {
        String user = Objects.requireNonNull(
                Objects.requireNonNull(accepted.decision()).userId());
        queue.line.add(new Waiting(accepted.executionId(), user, accepted.priority(), accepted.incarnation()));
        queue.line.sort(ORDER);
        assertThat(accepted.position()).as("%s", accepted).isEqualTo(rank(accepted.incarnation(), queue));
        assertThat(accepted.depth()).as("%s", accepted).isEqualTo(queue.line.size());
        long ofUser = queue.line.stream().filter(w -> w.user.equals(user)).count()
                + queue.active.values().stream()
                        .filter(w -> w.user.equals(user))
                        .count();
        assertThat(ofUser).as("executions of %s", user).isLessThanOrEqualTo(queue.maxPerUser);
    }

    private void schedule(ExecutionScheduled scheduled, Queue queue) {
        assertThat(queue.paused).as("nothing is scheduled while paused").isFalse();
        assertThat(queue.line).as("something waits").isNotEmpty();
        Waiting first = queue.line.remove(0);
        assertThat(scheduled.incarnation()).as("the first in order").isEqualTo(first.incarnation);
        assertThat(scheduled.waitMillis()).isNotNegative();
        queue.active.put(first.incarnation, first);
        assertThat(queue.active.size()).as("slots").isLessThanOrEqualTo(queue.maxActive);
    }

    private void end(Incarnation incarnation, Queue queue) {
        assertThat(ended.add(incarnation)).as("one outcome for %s", incarnation).isTrue();
        queue.line.removeIf(waiting -> waiting.incarnation.equals(incarnation));
        queue.active.remove(incarnation);
    }

    private static long rank(Incarnation incarnation, Queue queue) {
        return queue.line.stream().map(Waiting::incarnation).toList().indexOf(incarnation);
    }

    /** The defaults were changed, which no decision tells. */
    void slotsOf(String name, int maxActive) {
        queue(name).maxActive = maxActive;
    }
}
