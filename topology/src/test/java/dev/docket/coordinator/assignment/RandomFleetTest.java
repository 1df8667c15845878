package dev.docket.coordinator.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.docket.coordinator.assignment.Fleet.Assigned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/** Seeded sequences of deaths, joins and returns; what must hold after each assignment, and that there is an end. */
class RandomFleetTest {

    private static final int SEEDS = 500;

    private static final int STEPS = 25;

    @Test
    void holdsItsInvariantsAndComesToRest() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                run(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void run(Random random) {
        int tasks = 1 + random.nextInt(16);
        int standbys = random.nextInt(3);
        Fleet fleet = new Fleet(tasks, random.nextBoolean() ? 10_000 : random.nextInt(300), standbys);
        // Where nothing is written, a copy that nobody follows stays as good as one that is followed.
        long written = random.nextInt(3) == 0 ? 0 : random.nextInt(200);
        Map<Integer, Map<TaskId, Long>> disks = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            change(fleet, random, disks);
            fleet.write(written);
            disks.values().forEach(disk -> disk.replaceAll((task, lag) -> lag + written));
            if (random.nextInt(3) > 0) {
                fleet.catchUp();
            }
            Assigned assigned = fleet.assign();
            check(fleet, assigned, tasks, standbys);
            fleet.apply(assigned);
        }
        fleet.settle();
        check(fleet, fleet.assign(), tasks, standbys);
        isAtRest(fleet, tasks, standbys);
    }

    /** Often nothing: a rebalance that was only asked for again. */
    private static void change(Fleet fleet, Random random, Map<Integer, Map<TaskId, Long>> disks) {
        int number = 1 + random.nextInt(6);
        if (fleet.instances.isEmpty()) {
            fleet.join(number, 1 + random.nextInt(3));
        } else if (fleet.instances.containsKey(number)) {
            if (fleet.instances.size() > 1 && random.nextInt(3) == 0) {
                Map<TaskId, Long> disk = fleet.leave(number);
                if (random.nextBoolean()) {
                    disks.put(number, disk);
                }
            }
        } else if (random.nextBoolean()) {
            Instance joined = fleet.join(number, 1 + random.nextInt(3));
            joined.copies.putAll(disks.getOrDefault(number, Map.of()));
            disks.remove(number);
        }
    }

    private static void check(Fleet fleet, Assigned assigned, int tasks, int standbys) {
        List<TaskId> active = new ArrayList<>();
        List<TaskId> copies = new ArrayList<>();
        for (Instance instance : fleet.instances.values()) {
            active.addAll(assigned.active(instance));
            copies.addAll(assigned.standby(instance));
            assertThat(assigned.active(instance))
                    .as("no copy of what is active")
                    .noneMatch(assigned.standby(instance)::contains);
        }
        assertThat(active).containsExactlyInAnyOrderElementsOf(Fleet.tasks(0, tasks));
        if (isTakenUp(fleet, assigned, tasks)) {
            fleet.instances
                    .values()
                    .forEach(instance -> assertThat(assigned.standby(instance))
                            .as("no new copies while something is taken up")
                            .allMatch(instance.copies::containsKey));
        } else {
            checkCopies(fleet, copies, tasks, standbys);
        }
        onlyOwedMoves(fleet, assigned, tasks);
        assertThat(fleet.assign()).as("the same again").isEqualTo(assigned);
    }

    /** Whether there is a copy from which something can go on that nobody ran, or nobody was ready to run. */
    private static boolean isTakenUp(Fleet fleet, Assigned assigned, int tasks) {
        Set<TaskId> lost = new HashSet<>(Fleet.tasks(0, tasks));
        for (Instance instance : fleet.instances.values()) {
            instance.active.stream()
                    .filter(task -> assigned.active(instance).contains(task) || instance.lagFor(task) <= Fleet.WARM)
                    .forEach(lost::remove);
        }
        return lost.stream()
                .anyMatch(task -> fleet.instances.values().stream()
                        .anyMatch(one -> one.copies.containsKey(task) && one.lagFor(task) <= Fleet.WARM));
    }

    private static void checkCopies(Fleet fleet, List<TaskId> copies, int tasks, int standbys) {
        int wanted = Math.min(standbys, fleet.instances.size() - 1);
        assertThat(copies.size() - wanted * tasks).as("further copies").isBetween(0, Fleet.WARM_UPS);
        assertThat(copies)
                .as("copies of each")
                .satisfies(all -> Fleet.tasks(0, tasks)
                        .forEach(task ->
                                assertThat(all.stream().filter(task::equals)).hasSizeGreaterThanOrEqualTo(wanted)));
    }

    private static void onlyOwedMoves(Fleet fleet, Assigned assigned, int tasks) {
        Set<TaskId> lost = new HashSet<>(Fleet.tasks(0, tasks));
        int tooMany = 0;
        int tooFew = 0;
        List<TaskId> moved = new ArrayList<>();
        for (Instance instance : fleet.instances.values()) {
            lost.removeAll(instance.active);
            tooMany += Math.max(0, instance.active.size() - (int) Math.ceil(share(fleet, instance, tasks)));
            tooFew += Math.max(0, (int) share(fleet, instance, tasks) - instance.active.size());
            for (TaskId task : instance.active) {
                if (!assigned.active(instance).contains(task)) {
                    moved.add(task);
                }
            }
        }
        List<TaskId> running = moved.stream()
                .filter(task -> fleet.instances.values().stream()
                        .anyMatch(one -> one.active.contains(task) && one.lagFor(task) <= Fleet.WARM))
                .toList();
        if (lost.isEmpty() && moved.size() == running.size()) {
            assertThat(running)
                    .as("moves owed")
                    .hasSizeLessThanOrEqualTo(
                            nearEverywhere(fleet, tasks) ? Math.max(tooMany, tooFew) : tooMany + tooFew);
        } else {
            assertThat(running).as("moves while others were lost").isEmpty();
        }
        for (Instance instance : fleet.instances.values()) {
            assertThat(moved.stream().filter(assigned.active(instance)::contains))
                    .as("moved to where it is warm")
                    .allMatch(task -> instance.lagFor(task) <= Fleet.WARM);
        }
    }

    private static boolean nearEverywhere(Fleet fleet, int tasks) {
        return fleet.instances.values().stream()
                .allMatch(one -> Fleet.tasks(0, tasks).stream().allMatch(task -> one.lagFor(task) <= Fleet.NEAR));
    }

    private static void isAtRest(Fleet fleet, int tasks, int standbys) {
        for (Instance instance : fleet.instances.values()) {
            assertThat((double) instance.active.size())
                    .as("share")
                    .isCloseTo(share(fleet, instance, tasks), within(0.999));
        }
        // Of copies that are all at the end, those count as kept that come first, wherever they were followed until
        // now:
        // the last that was made may change that once more, while nothing that is active moves.
        for (int round = 0; round < 2; round++) {
            assertThat(fleet.rebalance()).isZero();
            fleet.catchUp();
        }
        Assigned assigned = fleet.assign();
        assertThat(assigned.again()).isEmpty();
        for (Instance instance : fleet.instances.values()) {
            assertThat(assigned.active(instance)).isEqualTo(instance.active);
            assertThat(assigned.standby(instance)).isEqualTo(instance.followed);
        }
        int wanted = Math.min(standbys, fleet.instances.size() - 1);
        assertThat(assigned.standby().values().stream().mapToInt(Set::size).sum())
                .as("copies")
                .isEqualTo(wanted * tasks);
    }

    private static double share(Fleet fleet, Instance instance, int tasks) {
        int threads = fleet.instances.values().stream()
                .mapToInt(Instance::numProcessingThreads)
                .sum();
        return (double) tasks * instance.numProcessingThreads() / threads;
    }
}
