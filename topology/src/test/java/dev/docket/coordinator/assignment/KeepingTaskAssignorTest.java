package dev.docket.coordinator.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.coordinator.assignment.Fleet.Assigned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class KeepingTaskAssignorTest {

    private static final long LONG = 10_000;

    @Test
    void afterADeathOnlyWhatWasLostMovesEvenlyToWhereItIsWarm() {
        Fleet fleet = settled(12, 3, 2);
        SortedSet<TaskId> lost = fleet.instance(2).active;
        Assigned before = fleet.assign();
        fleet.leave(2);

        Assigned after = fleet.assign();

        for (Instance survivor : fleet.instances.values()) {
            assertThat(after.active(survivor)).hasSize(6).containsAll(before.active(survivor));
            SortedSet<TaskId> taken = after.active(survivor);
            taken.removeAll(before.active(survivor));
            assertThat(lost).containsAll(taken);
            assertThat(before.standby(survivor)).containsAll(taken);
        }
        assertThat(fleet.rebalance()).isZero();
        fleet.catchUp();
        assertThat(fleet.assign().again()).isEmpty();
    }

    @Test
    void whatWasLostGoesToWhoFollowedItAndNotToWhoHasItOnDisk() {
        Fleet fleet = new Fleet(4, LONG, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 2));
        fleet.join(2, 1);
        warm(fleet.instance(1), tasks(2, 3));
        fleet.instance(2).copies.put(new TaskId(0, 2), 5L + Fleet.NEAR);
        fleet.instance(2).copies.put(new TaskId(0, 3), 6L + Fleet.NEAR);

        Assigned first = fleet.assign();

        assertThat(first.active(fleet.instance(1))).isEqualTo(tasks(0, 1, 3));
        assertThat(first.active(fleet.instance(2))).isEqualTo(tasks(2));
        assertThat(first.standby(fleet.instance(2))).isEqualTo(tasks(3));
        fleet.apply(first);
        fleet.catchUp();
        assertThat(fleet.settle()).isEqualTo(1);
        assertThat(fleet.instance(2).active).hasSize(2);
    }

    @Test
    void whatLiesOnADiskIsFollowedBeforeItIsGiven() {
        Fleet fleet = settled(12, 2, 2);
        Instance back = fleet.join(3, 2);
        Fleet.tasks(0, 12).forEach(task -> back.copies.put(task, 1L + Fleet.NEAR));

        Assigned first = fleet.assign();

        assertThat(first.active(back)).isEmpty();
        assertThat(first.standby(back)).hasSizeGreaterThanOrEqualTo(Fleet.WARM_UPS);
        fleet.apply(first);
        fleet.catchUp();
        assertThat(fleet.rebalance()).isEqualTo(4);
    }

    @Test
    void copiesOfWhatRunsAreMeasuredByEachOther() {
        Fleet fleet = new Fleet(4, LONG, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 4));
        fleet.join(2, 1);
        fleet.join(3, 1);
        warm(fleet.instance(2), Fleet.tasks(0, 4));
        warm(fleet.instance(3), Fleet.tasks(0, 4));
        fleet.instance(2).copies.replaceAll((task, lag) -> 60L);
        fleet.instance(3).copies.replaceAll((task, lag) -> 60L + Fleet.NEAR);

        assertThat(fleet.apply(fleet.assign())).isEqualTo(2);
        fleet.catchUp();
        assertThat(fleet.rebalance()).isZero();
        assertThat(fleet.instance(2).active).hasSize(1);
        assertThat(fleet.instance(3).active).hasSize(1);
    }

    @Test
    void withoutStandbysWhatIsWarmIsReady() {
        Fleet fleet = new Fleet(4, LONG, 0);
        fleet.join(1, 1).has(Fleet.tasks(0, 4));
        fleet.join(2, 1);
        Fleet.tasks(0, 4).forEach(task -> fleet.instance(2).copies.put(task, (long) Fleet.WARM));

        assertThat(fleet.rebalance()).isEqualTo(2);
        assertThat(fleet.instance(2).active).hasSize(2);
    }

    @Test
    void whoTakesOverMakesNoCopiesUntilThatIsDone() {
        Fleet fleet = settled(12, 3, 2);
        Assigned before = fleet.assign();
        fleet.leave(2);

        Assigned first = fleet.assign();

        makesNoCopiesYet(fleet, before, first);
        fleet.apply(first);
        assertThat(fleet.assign().standby(fleet.instance(1))).isEqualTo(fleet.instance(3).active);
        assertThat(fleet.assign().standby(fleet.instance(3))).isEqualTo(fleet.instance(1).active);
    }

    @Test
    void whoTakesOverMakesNoCopiesWhereTagsSayWhereTheyBelong() {
        Fleet fleet = new Fleet(12, LONG, 1, Set.of(), List.of("zone"));
        fleet.join(1, 1, Map.of("zone", "a"));
        fleet.join(2, 1, Map.of("zone", "a"));
        fleet.join(3, 1, Map.of("zone", "b"));
        fleet.join(4, 1, Map.of("zone", "b"));
        fleet.settle();
        Assigned before = fleet.assign();
        fleet.leave(3);

        Assigned first = fleet.assign();

        makesNoCopiesYet(fleet, before, first);
        assertThat(first.standby().values().stream().mapToInt(Set::size).sum()).isLessThan(12);
        fleet.settle();
        assertThat(fleet.instances.values().stream()
                        .mapToInt(one -> one.followed.size())
                        .sum())
                .isEqualTo(12);
    }

    @Test
    void whereNothingCanBeTakenUpInAMomentCopiesAreMadeAtOnce() {
        Fleet fleet = new Fleet(4, LONG, 1);
        fleet.join(1, 1);
        fleet.join(2, 1);

        Assigned first = fleet.assign();

        assertThat(first.standby(fleet.instance(1))).isEqualTo(first.active(fleet.instance(2)));
        assertThat(first.standby(fleet.instance(2))).isEqualTo(first.active(fleet.instance(1)));
    }

    @Test
    void theLongerACopyReadsTheLaterItIsLookedAt() {
        assertThat(againWithANewcomer(NextLook.RECORDS_PER_SECOND * 10)).isEqualTo(NextLook.SOON);
        assertThat(againWithANewcomer(NextLook.RECORDS_PER_SECOND * 25)).isEqualTo(Duration.ofSeconds(25));
        assertThat(againWithANewcomer(NextLook.RECORDS_PER_SECOND * 90)).hasMillis(Fleet.PROBING_MILLIS);
    }

    private static Duration againWithANewcomer(long changelog) {
        Fleet fleet = new Fleet(4, changelog, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 4));
        fleet.join(2, 1);
        return Duration.between(Fleet.NOW, fleet.assign().again().orElseThrow());
    }

    @Test
    void whatRunsWaitsForBalanceUntilWhatWasLostIsBack() {
        Fleet fleet = new Fleet(6, LONG, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 3));
        fleet.join(2, 1).has(Fleet.tasks(3, 4));
        warm(fleet.instance(1), Fleet.tasks(4, 6));
        warm(fleet.instance(2), Fleet.tasks(0, 3));

        Assigned first = fleet.assign();

        assertThat(first.active(fleet.instance(1))).isEqualTo(tasks(0, 1, 2, 4, 5));
        assertThat(first.active(fleet.instance(2))).isEqualTo(tasks(3));
        assertThat(first.again()).contains(Fleet.NOW.plus(NextLook.SOON));
        assertThat(fleet.apply(first)).isZero();
        fleet.catchUp();
        assertThat(fleet.rebalance()).isEqualTo(2);
        assertThat(fleet.instance(2).active).hasSize(3).contains(new TaskId(0, 3));
        assertThat(fleet.assign().again()).isEmpty();
    }

    @Test
    void aNewcomerGetsNothingUntilItIsWarmAndThenItsShareAndNoMore() {
        Fleet fleet = settled(12, 2, 2);
        Assigned before = fleet.assign();
        Instance newcomer = fleet.join(3, 2);

        Assigned first = fleet.assign();

        assertThat(first.active(newcomer)).isEmpty();
        for (int old = 1; old <= 2; old++) {
            assertThat(first.active(fleet.instance(old))).isEqualTo(before.active(fleet.instance(old)));
            assertThat(first.standby(fleet.instance(old))).isEqualTo(before.standby(fleet.instance(old)));
        }
        assertThat(first.standby(newcomer)).hasSize(Fleet.WARM_UPS);
        assertThat(first.again()).contains(Fleet.NOW.plus(NextLook.SOON));

        fleet.apply(first);
        assertThat(fleet.assign().active(newcomer)).as("still cold").isEmpty();
        assertThat(fleet.assign().standby(newcomer)).as("the same as before").isEqualTo(first.standby(newcomer));
        fleet.catchUp();
        assertThat(fleet.rebalance()).isEqualTo(4);
        assertThat(newcomer.active).isEqualTo(first.standby(newcomer));
        assertThat(fleet.settle()).isZero();
        assertThat(fleet.instances.values()).allSatisfy(instance -> {
            assertThat(instance.active).hasSize(4);
            assertThat(instance.followed).hasSizeBetween(3, 5);
        });
    }

    @Test
    void aNewcomerToAnInstallationWithoutAPastGetsItsShareAtOnce() {
        Fleet fleet = new Fleet(12, 0, 1);
        fleet.join(1, 2);
        fleet.settle();
        fleet.join(2, 2);

        assertThat(fleet.rebalance()).isEqualTo(6);
        assertThat(fleet.instance(2).active).hasSize(6);
        assertThat(fleet.assign().again()).isEmpty();
    }

    @Test
    void whoComesBackWithWhatItHadGetsItsShareAtOnce() {
        Fleet fleet = settled(12, 3, 2);
        Map<TaskId, Long> disk = fleet.leave(3);
        fleet.settle();
        fleet.join(3, 2).copies.putAll(disk);

        assertThat(fleet.rebalance()).isEqualTo(4);
        assertThat(fleet.instance(3).active).hasSize(4);
        assertThat(disk.keySet()).containsAll(fleet.instance(3).active);
    }

    @Test
    void whoComesBackTooLateWarmsUpWhatItHadFirst() {
        Fleet fleet = settled(12, 3, 2);
        Map<TaskId, Long> disk = fleet.leave(3);
        fleet.settle();
        disk.replaceAll((task, lag) -> 5_000L);
        Instance back = fleet.join(3, 2);
        back.copies.putAll(disk);

        Assigned first = fleet.assign();

        assertThat(first.active(back)).isEmpty();
        assertThat(disk.keySet()).containsAll(first.standby(back));
        assertThat(first.again()).isPresent();
        assertThat(fleet.settle()).isEqualTo(4);
    }

    @Test
    void theLastTwoFollowEachOtherAndTheLastHasEverything() {
        Fleet fleet = settled(12, 3, 2);
        fleet.leave(1);
        fleet.settle();
        assertThat(fleet.instance(2).active).hasSize(6).isEqualTo(fleet.instance(3).followed);
        assertThat(fleet.instance(3).active).hasSize(6).isEqualTo(fleet.instance(2).followed);

        fleet.leave(3);

        Assigned alone = fleet.assign();
        assertThat(alone.active(fleet.instance(2))).hasSize(12);
        assertThat(alone.standby(fleet.instance(2))).isEmpty();
        assertThat(alone.again()).isEmpty();
    }

    @Test
    void sharesFollowTheThreads() {
        Fleet fleet = new Fleet(12, LONG, 1);
        fleet.join(1, 1);
        fleet.join(2, 3);
        fleet.join(3, 2);
        fleet.settle();

        assertThat(fleet.instance(1).active).hasSize(2);
        assertThat(fleet.instance(2).active).hasSize(6);
        assertThat(fleet.instance(3).active).hasSize(4);
    }

    @Test
    void whereNobodyIsWarmTheNearestTakesOver() {
        Fleet fleet = new Fleet(4, LONG, 1);
        fleet.join(1, 2).has(Fleet.tasks(0, 1));
        fleet.join(2, 2).has(Fleet.tasks(1, 2));
        fleet.instance(1).copies.put(new TaskId(0, 2), 900L);
        fleet.instance(2).copies.put(new TaskId(0, 2), 800L);

        Assigned assigned = fleet.assign();

        assertThat(assigned.active(fleet.instance(1))).isEqualTo(tasks(0, 3));
        assertThat(assigned.active(fleet.instance(2))).isEqualTo(tasks(1, 2));
        assertThat(assigned.standby(fleet.instance(1))).isEqualTo(tasks(1, 2));
        assertThat(assigned.standby(fleet.instance(2))).isEqualTo(tasks(0, 3));
    }

    @Test
    void amongEquallyLoadedTheNearestOfTheWarmTakesOver() {
        Fleet fleet = new Fleet(3, LONG, 2);
        fleet.join(1, 1).has(Fleet.tasks(0, 1));
        fleet.join(2, 1).has(Fleet.tasks(1, 2));
        fleet.instance(1).copies.put(new TaskId(0, 2), 60L);
        fleet.instance(2).copies.put(new TaskId(0, 2), 40L);

        assertThat(fleet.assign().active(fleet.instance(2))).isEqualTo(tasks(1, 2));
    }

    @Test
    void withoutLagsWhoHasACopyTakesOverAndNothingElseMoves() {
        Fleet fleet = new Fleet(6, LONG, 1);
        fleet.join(1, 2).has(Fleet.tasks(0, 4));
        fleet.join(2, 2);
        warm(fleet.instance(2), tasks(4));
        warm(fleet.instance(1), tasks(5));
        fleet.lagsKnown = false;

        Assigned assigned = fleet.assign();

        assertThat(assigned.active(fleet.instance(1))).isEqualTo(tasks(0, 1, 2, 3, 5));
        assertThat(assigned.active(fleet.instance(2))).isEqualTo(tasks(4));
        assertThat(assigned.again()).contains(Fleet.NOW.plusMillis(Fleet.PROBING_MILLIS));
    }

    @Test
    void withoutLagsTheGroupIsLookedAtAgainHoweverGoodItLooks() {
        Fleet fleet = settled(12, 3, 2);
        Assigned before = fleet.assign();
        fleet.lagsKnown = false;

        Assigned assigned = fleet.assign();

        assertThat(before.again()).isEmpty();
        assertThat(assigned.active()).isEqualTo(before.active());
        assertThat(assigned.standby()).isEqualTo(before.standby());
        assertThat(assigned.again()).contains(Fleet.NOW.plusMillis(Fleet.PROBING_MILLIS));
    }

    @Test
    void theCopiesOfOneInstanceAreSpreadOverTheOthers() {
        Fleet fleet = settled(24, 4, 2);
        for (Instance owner : fleet.instances.values()) {
            for (Instance other : fleet.instances.values()) {
                if (other != owner) {
                    assertThat(other.followed.stream().filter(owner.active::contains))
                            .hasSizeBetween(1, 3);
                }
            }
        }
    }

    @Test
    void whatIsStillBeingRestoredGoesToAWarmCopy() {
        Fleet fleet = new Fleet(2, LONG, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 1));
        fleet.instance(1).copies.put(new TaskId(0, 0), 7_000L);
        fleet.join(2, 1).has(Fleet.tasks(1, 2));
        warm(fleet.instance(2), tasks(0));

        assertThat(fleet.rebalance()).isEqualTo(1);
        assertThat(fleet.instance(2).active).isEqualTo(tasks(0, 1));
    }

    @Test
    void whatIsStillBeingRestoredStaysWhereNobodyIsWarm() {
        Fleet fleet = new Fleet(2, LONG, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 1));
        fleet.join(2, 1).has(Fleet.tasks(1, 2));
        fleet.instance(1).copies.put(new TaskId(0, 0), 7_000L);
        fleet.instance(2).copies.put(new TaskId(0, 0), 6_000L);

        assertThat(fleet.assign().active(fleet.instance(1))).isEqualTo(tasks(0));
    }

    @Test
    void ofTwoThatSayTheyHadATaskOneKeepsIt() {
        Fleet fleet = new Fleet(2, LONG, 1);
        fleet.join(1, 1).has(Fleet.tasks(0, 1));
        fleet.join(2, 1).has(Fleet.tasks(0, 2));

        Assigned assigned = fleet.assign();

        assertThat(assigned.active(fleet.instance(1))).isEqualTo(tasks(0));
        assertThat(assigned.active(fleet.instance(2))).isEqualTo(tasks(1));
    }

    @Test
    void tasksWithoutStateAreBalancedAndHaveNoCopies() {
        Fleet fleet = new Fleet(8, LONG, 1, Fleet.tasks(4, 8), List.of());
        fleet.join(1, 1).has(Fleet.tasks(0, 2));
        fleet.instance(1).has(Fleet.tasks(4, 8));
        fleet.join(2, 1).has(Fleet.tasks(2, 4));

        fleet.settle();

        assertThat(fleet.instances.values()).allSatisfy(instance -> {
            assertThat(instance.active).hasSize(4);
            assertThat(instance.followed).doesNotContainAnyElementsOf(Fleet.tasks(4, 8));
        });
        assertThat(fleet.instance(1).active).containsAll(Fleet.tasks(0, 2));
        assertThat(fleet.instance(2).active).containsAll(Fleet.tasks(2, 4));
    }

    @Test
    void copiesKeepToOtherZonesWhereTagsSaySo() {
        Fleet fleet = new Fleet(12, LONG, 1, Set.of(), List.of("zone"));
        fleet.join(1, 1, Map.of("zone", "a"));
        fleet.join(2, 1, Map.of("zone", "a"));
        fleet.join(3, 1, Map.of("zone", "b"));
        fleet.join(4, 1, Map.of("zone", "b"));
        fleet.settle();

        SortedSet<TaskId> inA = Fleet.tasks(0, 0);
        inA.addAll(fleet.instance(1).active);
        inA.addAll(fleet.instance(2).active);
        assertThat(inA).hasSize(6);
        assertThat(fleet.instances.values().stream()
                        .mapToInt(one -> one.followed.size())
                        .sum())
                .isEqualTo(12);
        assertThat(fleet.instance(1).followed).doesNotContainAnyElementsOf(inA);
        assertThat(fleet.instance(2).followed).doesNotContainAnyElementsOf(inA);
        assertThat(fleet.instance(3).followed).isSubsetOf(inA);
        assertThat(fleet.instance(4).followed).isSubsetOf(inA);
    }

    @Test
    void moreCopiesThanOtherInstancesAreNoError() {
        Fleet fleet = new Fleet(4, LONG, 3);
        fleet.join(1, 1);
        fleet.join(2, 1);
        fleet.settle();

        assertThat(fleet.instance(1).followed).isEqualTo(fleet.instance(2).active);
        assertThat(fleet.instance(2).followed).isEqualTo(fleet.instance(1).active);
    }

    private static Fleet settled(int tasks, int instances, int threads) {
        Fleet fleet = new Fleet(tasks, LONG, 1);
        for (int number = 1; number <= instances; number++) {
            fleet.join(number, threads);
        }
        fleet.settle();
        return fleet;
    }

    private static void makesNoCopiesYet(Fleet fleet, Assigned before, Assigned after) {
        for (Instance instance : fleet.instances.values()) {
            assertThat(before.standby(instance)).containsAll(after.standby(instance));
        }
        assertThat(after.again()).contains(Fleet.NOW.plus(NextLook.SOON));
    }

    private static void warm(Instance instance, SortedSet<TaskId> tasks) {
        tasks.forEach(task -> instance.copies.put(task, 5L));
        instance.followed.addAll(tasks);
    }

    private static SortedSet<TaskId> tasks(int... partitions) {
        SortedSet<TaskId> tasks = Fleet.tasks(0, 0);
        for (int partition : partitions) {
            tasks.add(new TaskId(0, partition));
        }
        return tasks;
    }
}
