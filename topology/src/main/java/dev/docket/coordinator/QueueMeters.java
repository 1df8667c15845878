package dev.docket.coordinator;

import dev.docket.event.Priority;
import dev.docket.processor.QueueMetrics;
import dev.docket.queue.Line;
import dev.docket.queue.PartitionIndex;
import dev.docket.serde.Unreadable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The queue's meters, under the names that operators chart. Labels come from closed sets: priorities, decisions, reasons;
 * never a queue, a user or an execution, which clients could make up without end.
 *
 * <p>Threading: stream threads count; whoever scrapes reads. A level is that of this instance's active partitions and is
 * at most a second old; as a count of entries it is never below zero.
 */
public final class QueueMeters implements QueueMetrics {

    /** The coverage is that of the last two hundred starts, roughly: the weight of the latest one. */
    private static final double COVERAGE_STEP = 1 / 200.0;

    private final MeterRegistry registry;
    private final Timer handling;
    private final Map<Priority, Timer> waits = new EnumMap<>(Priority.class);
    private final Map<String, Counter> decisions = new ConcurrentHashMap<>();
    private final Map<String, Counter> scheduled = new ConcurrentHashMap<>();
    private final Map<Integer, Levels> levels = new ConcurrentHashMap<>();
    private final AtomicReference<Double> coverage = new AtomicReference<>(Double.NaN);
    private final Counter startsWithin;
    private final Counter startsBeyond;

    private record Levels(long active, Map<Priority, Long> pending) {}

    /** Meters in this registry. */
    public QueueMeters(MeterRegistry registry) {
        this.registry = registry;
        handling = Timer.builder("coordinator.scheduling.duration")
                .description("Handling one input: decisions and state, without commit")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        startsWithin = starts("true");
        startsBeyond = starts("false");
        Gauge.builder("coordinator.estimate.coverage", coverage, AtomicReference::get)
                .description(
                        "The share of recent starts within the ninth decile of the wait that was told; 0.9 is meant")
                .register(registry);
        Gauge.builder("coordinator.executions.active", this, QueueMeters::active)
                .description("Executions that hold a slot")
                .register(registry);
        for (Priority priority : Priority.values()) {
            String label = priority.name().toLowerCase(Locale.ROOT);
            waits.put(
                    priority,
                    Timer.builder("coordinator.queue.wait.time")
                            .description("From acceptance to scheduling, told once, at scheduling")
                            .tag("priority", label)
                            .publishPercentiles(0.5, 0.9, 0.99)
                            .register(registry));
            Gauge.builder("execution.queue.depth", this, meters -> meters.pending(priority))
                    .description("Executions that wait")
                    .tag("priority", label)
                    .register(registry);
        }
    }

    @Override
    public void decided(String type) {
        decisions
                .computeIfAbsent(
                        type,
                        name -> Counter.builder("coordinator.decisions")
                                .description("Decisions in the audit log")
                                .tag("type", name)
                                .register(registry))
                .increment();
        String status = status(type);
        if (status != null) {
            scheduled
                    .computeIfAbsent(
                            status,
                            name -> Counter.builder("coordinator.executions.scheduled")
                                    .description("Requests that were scheduled, or why not")
                                    .tag("status", name)
                                    .register(registry))
                    .increment();
        }
    }

    @Override
    public void waited(Priority priority, long millis) {
        Timer timer = waits.get(priority);
        if (timer != null) {
            timer.record(millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void estimated(boolean within) {
        (within ? startsWithin : startsBeyond).increment();
        double hit = within ? 1 : 0;
        coverage.updateAndGet(share -> share.isNaN() ? hit : share + (hit - share) * COVERAGE_STEP);
    }

    @Override
    public void deadLetter(Unreadable.Reason reason) {
        Counter.builder("coordinator.dead.letters")
                .description("Records that could not be read or handled")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    @Override
    public void handled(long nanos) {
        handling.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void levels(int partition, PartitionIndex index) {
        long active = 0;
        Map<Priority, Long> pending = new EnumMap<>(Priority.class);
        for (Line line : index.lines()) {
            active += line.active();
            for (Priority priority : Priority.values()) {
                pending.merge(priority, line.pending(priority), Long::sum);
            }
        }
        levels.put(partition, new Levels(active, pending));
    }

    @Override
    public void released(int partition) {
        levels.remove(partition);
    }

    private Counter starts(String within) {
        return Counter.builder("coordinator.estimate.starts")
                .description("Starts of executions whose wait was estimated, within the ninth decile or not")
                .tag("within", within)
                .register(registry);
    }

    private double active() {
        return levels.values().stream().mapToLong(Levels::active).sum();
    }

    private double pending(Priority priority) {
        return levels.values().stream()
                .mapToLong(level -> level.pending().getOrDefault(priority, 0L))
                .sum();
    }

    private static @Nullable String status(String type) {
        return switch (type) {
            case "ExecutionScheduled" -> "scheduled";
            case "ExecutionRejected" -> "rejected";
            case "ExecutionExpired" -> "expired";
            default -> null;
        };
    }
}
