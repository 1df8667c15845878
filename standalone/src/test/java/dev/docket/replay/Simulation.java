package dev.docket.replay;

import dev.docket.event.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A model of one queue, its slots and a machine that launches so many Pods a second, to choose the figures of a replay
 * before it is run. It shares no code with the queue itself.
 */
final class Simulation {

    /**
     * What a slot's cycle costs besides the run.
     *
     * @param perLaunch the machine's own work on one launch; launches stand in line for it
     * @param latency what passes besides, without using the machine
     */
    record Cost(Duration perLaunch, Duration latency) {}

    /** What came of it; seconds, and shares from 0 to 1. */
    record Figures(
            double lastEnd,
            double lastStart,
            double utilisation,
            int highestDepth,
            double rejected,
            int busiestSecond) {}

    private record Job(double after, double run, String user, Priority priority) {}

    private record Held(double end, Job job) {}

    private final int slots;
    private final int maxPerUser;
    private final Cost cost;
    private final Map<Priority, ArrayDeque<Job>> line = new EnumMap<>(Priority.class);
    private final PriorityQueue<Held> active = new PriorityQueue<>((a, b) -> Double.compare(a.end, b.end));
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<Integer, Integer> launches = new HashMap<>();
    private int depth;
    private int highestDepth;
    private double machineFree;
    private double held;
    private double lastStart;
    private double lastEnd;

    private Simulation(int slots, int maxPerUser, Cost cost) {
        this.slots = slots;
        this.maxPerUser = maxPerUser;
        this.cost = cost;
    }

    static Figures run(List<SwfJob> jobs, SwfRule rule, int slots, int maxPerUser, Cost cost) {
        return new Simulation(slots, maxPerUser, cost)
                .run(jobs.stream().map(job -> job(job, jobs.get(0), rule)).toList());
    }

    private static Job job(SwfJob job, SwfJob first, SwfRule rule) {
        return new Job(
                seconds(rule.after(job, first.submitSeconds())),
                seconds(rule.run(job)),
                "user-" + job.user(),
                SwfRule.priority(job.group(), job.processors()));
    }

    private Figures run(List<Job> jobs) {
        int rejected = 0;
        for (Job job : jobs) {
            endUntil(job.after);
            if (users.getOrDefault(job.user, 0) >= maxPerUser) {
                rejected++;
            } else {
                users.merge(job.user, 1, Integer::sum);
                line.computeIfAbsent(job.priority, p -> new ArrayDeque<>()).add(job);
                depth++;
                schedule(job.after);
                highestDepth = Math.max(highestDepth, depth);
            }
        }
        endUntil(Double.MAX_VALUE);
        return new Figures(
                lastEnd,
                lastStart,
                held / slots / lastStart,
                highestDepth,
                (double) rejected / jobs.size(),
                launches.values().stream().mapToInt(n -> n).max().orElse(0));
    }

    private void endUntil(double time) {
        for (Held next = active.peek(); next != null && next.end <= time; next = active.peek()) {
            active.remove();
            users.merge(next.job.user, -1, Integer::sum);
            lastEnd = next.end;
            schedule(next.end);
        }
    }

    private void schedule(double now) {
        while (active.size() < slots && depth > 0) {
            Job job = line.values().stream()
                    .filter(jobs -> !jobs.isEmpty())
                    .findFirst()
                    .orElseThrow()
                    .remove();
            depth--;
            machineFree = Math.max(machineFree, now) + seconds(cost.perLaunch);
            double end = machineFree + seconds(cost.latency) + job.run;
            active.add(new Held(end, job));
            launches.merge((int) machineFree, 1, Integer::sum);
            held += end - now;
            lastStart = now;
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
