package dev.docket.coordinator.assignment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;

/**
 * Who is to have which task: first what stays, then what was lost, then what balance asks for.
 *
 * <ol>
 *   <li>A task stays where it was active, unless it is still being restored there and another has a warm copy.
 *   <li>What nobody has goes to the nearest copy.
 *   <li>Who has more than a fair share by threads gives to who has less, if that one is warm: so what was lost is spread over
 *       all who are. What runs waits with it while anything was lost: to move it takes a second rebalance, in which it pauses.
 *   <li>Copies stay where they are, or are made where the fewest are; they, too, move only to where they are warm.
 *   <li>For each move that is still owed, its receiver follows a further copy, as many as are allowed in all.
 * </ol>
 *
 * <p>Invariants: each task is active once; no client follows a task that is active there; what {@link Shares} does not owe
 * is not moved. The same input gives the same plan: everything goes in the order of tasks and process ids.
 *
 * <p>Not thread-safe; made for one assignment.
 */
final class Plan {

    /** Nobody waits for a copy, and to make one costs a whole changelog: they are moved only when really uneven. */
    private static final int COPY_SLACK = 1;

    private final ApplicationState application;

    private final AssignmentConfigs configs;

    private final List<Client> clients;

    /** Those that have a changelog, and so copies. */
    private final Set<TaskId> logged;

    private boolean unfinished;

    /** @param application with the lags of its tasks, and at least one client */
    Plan(ApplicationState application) {
        this.application = application;
        this.configs = application.assignmentConfigs();
        this.clients = application.kafkaStreamsStates(true).values().stream()
                .map(state -> new Client(state, configs.acceptableRecoveryLag()))
                .toList();
        this.logged = new TreeSet<>(application.allTasks().keySet());
        logged.removeIf(task -> clients.stream().noneMatch(client -> client.isLogged(task)));
        this.unfinished = logged.stream().anyMatch(task -> clients.stream().anyMatch(client -> client.isUnknown(task)));
        make();
    }

    /** What each client is to have; nobody is left out. */
    SortedMap<ProcessId, KafkaStreamsAssignment> assignments() {
        SortedMap<ProcessId, KafkaStreamsAssignment> assignments = new TreeMap<>();
        for (Client client : clients) {
            Set<AssignedTask> assigned = new HashSet<>();
            client.active.forEach(task -> assigned.add(new AssignedTask(task, AssignedTask.Type.ACTIVE)));
            client.standby.forEach(task -> assigned.add(new AssignedTask(task, AssignedTask.Type.STANDBY)));
            assignments.put(client.id(), KafkaStreamsAssignment.of(client.id(), assigned));
        }
        return assignments;
    }

    /** Whether something waits: for a copy to become warm, for what was lost to be back, for lags that were not known. */
    boolean isUnfinished() {
        return unfinished;
    }

    private void make() {
        boolean lost = keepAndTakeUp();
        Shares actives = new Shares(clients, client -> client.active, 0);
        actives.settle(move -> move.isWarm() && !(lost && move.from().had(move.task())));

        Predicate<Move> copyMoves = move -> false;
        if (configs.rackAwareAssignmentTags().isEmpty()) {
            copyMoves = Move::isNew;
            follow();
        } else {
            followByTags();
        }
        Shares copies = new Shares(clients, client -> client.standby, COPY_SLACK);
        copies.settle(copyMoves.and(Move::isWarm));

        Set<TaskId> planned = new HashSet<>();
        int left = warmUp(actives, move -> true, planned, configs.maxWarmupReplicas());
        warmUp(copies, copyMoves, planned, left);
    }

    /** @return whether there were tasks that nobody had, or nobody ready */
    private boolean keepAndTakeUp() {
        List<TaskId> lost = new ArrayList<>();
        for (TaskId task : new TreeSet<>(application.allTasks().keySet())) {
            keeper(task).ifPresentOrElse(client -> client.active.add(task), () -> lost.add(task));
        }
        lost.forEach(task -> successor(task).active.add(task));
        return !lost.isEmpty();
    }

    /** More than one may say that it had the task, such as one that was thought dead. */
    private Optional<Client> keeper(TaskId task) {
        return clients.stream()
                .filter(client -> client.had(task))
                .min(byNearness(task).thenComparing(Client::id))
                .filter(client -> client.isWarm(task) || nobodyWarm(task));
    }

    /** Of several that are warm, the nearest: if that is too much for it, {@link Shares} gives it to another of them. */
    private Client successor(TaskId task) {
        return clients.stream()
                .min(byNearness(task).thenComparingDouble(Client::load).thenComparing(Client::id))
                .orElseThrow();
    }

    /** Keeps the nearest of the copies that there are, then makes those that are missing. */
    private void follow() {
        int wanted = configs.numStandbyReplicas();
        for (TaskId task : logged) {
            without(task)
                    .filter(client -> client.hasCopy(task))
                    .sorted(byNearness(task).thenComparing(Client::id))
                    .limit(wanted)
                    .forEach(client -> client.standby.add(task));
        }
        for (TaskId task : logged) {
            long kept = clients.stream()
                    .filter(client -> client.standby.contains(task))
                    .count();
            for (long missing = wanted - kept; missing > 0; missing--) {
                without(task).min(byCopies(task)).ifPresent(client -> client.standby.add(task));
            }
        }
    }

    private void followByTags() {
        SortedMap<ProcessId, KafkaStreamsAssignment> assignments = assignments();
        TaskAssignmentUtils.defaultStandbyTaskAssignment(application, assignments);
        for (Client client : clients) {
            Stream.ofNullable(assignments.get(client.id()))
                    .flatMap(assignment -> assignment.tasks().values().stream())
                    .filter(task -> task.type() == AssignedTask.Type.STANDBY)
                    .forEach(task -> client.standby.add(task.id()));
        }
    }

    /**
     * Has a further copy followed for each move that is still owed; where there is one already, it is only waited for.
     *
     * @param planned tasks that something is planned for, now these as well
     * @param allowed how many further copies there may be
     * @return how many of those are left
     */
    private int warmUp(Shares shares, Predicate<Move> possible, Set<TaskId> planned, int allowed) {
        Predicate<Move> open = possible.and(move -> !planned.contains(move.task()));
        int left = allowed;
        for (Optional<Move> next = shares.next(open); next.isPresent() && left > 0; next = shares.next(open)) {
            Move move = next.get();
            unfinished = true;
            shares.count(move);
            planned.add(move.task());
            if (logged.contains(move.task())
                    && !move.to().isUnknown(move.task())
                    && move.to().standby.add(move.task())) {
                left--;
            }
        }
        return left;
    }

    private boolean nobodyWarm(TaskId task) {
        return clients.stream().noneMatch(client -> client.isWarm(task));
    }

    /** Clients that have the task neither active nor as a copy. */
    private Stream<Client> without(TaskId task) {
        return clients.stream().filter(client -> !client.active.contains(task) && !client.standby.contains(task));
    }

    private static Comparator<Client> byNearness(TaskId task) {
        return Comparator.comparing((Client client) -> !client.isWarm(task))
                .thenComparingLong(client -> client.lag(task));
    }

    /** The fewest copies first, among equals the fewest from the task's own client: it may die as a whole. */
    private Comparator<Client> byCopies(TaskId task) {
        Set<TaskId> together = clients.stream()
                .map(client -> client.active)
                .filter(active -> active.contains(task))
                .findFirst()
                .orElseThrow();
        return Comparator.comparingDouble((Client client) -> (double) client.standby.size() / client.threads())
                .thenComparingLong(client ->
                        client.standby.stream().filter(together::contains).count())
                .thenComparing(Client::id);
    }
}
