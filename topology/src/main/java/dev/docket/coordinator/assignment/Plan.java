package dev.docket.coordinator.assignment;

import java.time.Duration;
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
 *   <li>What nobody has goes to the nearest copy, and is spread over those that are about as near.
 *   <li>Where a copy takes up what was lost, that is all for now: whatever else there is to do would open stores on the threads
 *       that have to go on, or pause what runs. It is looked at again soon.
 *   <li>Who has more than a fair share by threads gives to who has less, if that one has followed the task and is warm.
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

    /** Copies that were followed until now differ by a few records, and by far less than a tenth of what is acceptable. */
    private static final long ALIKE_PARTS = 10;

    private final ApplicationState application;

    private final AssignmentConfigs configs;

    private final List<Client> clients;

    /** Those that have a changelog, and so copies. */
    private final Set<TaskId> logged;

    private final NextLook nextLook;

    /** @param application with the lags of its tasks, and at least one client */
    Plan(ApplicationState application) {
        this.application = application;
        this.configs = application.assignmentConfigs();
        this.clients = application.kafkaStreamsStates(true).values().stream()
                .map(state -> new Client(state, configs.acceptableRecoveryLag()))
                .toList();
        this.logged = new TreeSet<>(application.allTasks().keySet());
        logged.removeIf(task -> clients.stream().noneMatch(client -> client.isLogged(task)));
        this.nextLook = new NextLook(Duration.ofMillis(configs.probingRebalanceIntervalMs()));
        if (logged.stream().anyMatch(task -> clients.stream().anyMatch(client -> client.isUnknown(task)))) {
            nextLook.later();
        }
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

    /**
     * After which time to plan again, if something waits: for a copy to become warm, for what was lost to be back, for lags that
     * were not known.
     */
    Optional<Duration> nextLook() {
        return nextLook.after();
    }

    private void make() {
        Set<TaskId> lost = keepAndTakeUp();
        Shares actives = new Shares(clients, client -> client.active, 0);
        actives.settle(move -> isReady(move) && (lost.isEmpty() || lost.contains(move.task())));
        if (lost.stream().noneMatch(this::isAtHand)) {
            follow(actives);
            return;
        }
        keepCopies();
        if (clients.size() > 1) {
            nextLook.soon();
        }
    }

    private void follow(Shares actives) {
        Predicate<Move> copyMoves = move -> false;
        if (configs.rackAwareAssignmentTags().isEmpty()) {
            copyMoves = Move::isNew;
            keepCopies();
            makeCopies();
        } else {
            copyByTags();
        }
        Shares copies = new Shares(clients, client -> client.standby, COPY_SLACK);
        copies.settle(copyMoves.and(Move::isWarm));

        Set<TaskId> planned = new HashSet<>();
        int left = warmUp(actives, move -> true, planned, configs.maxWarmupReplicas());
        warmUp(copies, copyMoves, planned, left);
    }

    /** @return the tasks that nobody had, or nobody ready */
    private Set<TaskId> keepAndTakeUp() {
        Set<TaskId> lost = new TreeSet<>();
        for (TaskId task : new TreeSet<>(application.allTasks().keySet())) {
            keeper(task).ifPresentOrElse(client -> client.active.add(task), () -> lost.add(task));
        }
        lost.forEach(task -> successor(task).active.add(task));
        return lost;
    }

    /** Whether there is a copy from which the task can go on in a moment. */
    private boolean isAtHand(TaskId task) {
        return clients.stream().anyMatch(client -> client.hasCopy(task) && client.isWarm(task));
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

    /**
     * Whether the receiver is warm and, as far as one can tell, has followed the task until now: it is about as near as the nearest
     * copy. What only lies on its disk has to be opened and read first, and is followed before it is given.
     */
    private boolean isReady(Move move) {
        TaskId task = move.task();
        if (!move.isWarm() || configs.numStandbyReplicas() == 0) {
            return move.isWarm();
        }
        long nearest = clients.stream()
                .filter(client -> client.hasCopy(task) && !client.isRunning(task))
                .mapToLong(client -> client.lag(task))
                .min()
                .orElse(Long.MAX_VALUE);
        return move.to().lag(task) - configs.acceptableRecoveryLag() / ALIKE_PARTS <= nearest;
    }

    /** The nearest of those that there are. */
    private void keepCopies() {
        for (TaskId task : logged) {
            without(task)
                    .filter(client -> client.hasCopy(task))
                    .sorted(byNearness(task).thenComparing(Client::id))
                    .limit(configs.numStandbyReplicas())
                    .forEach(client -> client.standby.add(task));
        }
    }

    private void makeCopies() {
        for (TaskId task : logged) {
            for (long missing = configs.numStandbyReplicas() - copies(task); missing > 0; missing--) {
                without(task).min(byCopies(task)).ifPresent(client -> client.standby.add(task));
            }
        }
    }

    private long copies(TaskId task) {
        return clients.stream().filter(client -> client.standby.contains(task)).count();
    }

    private void copyByTags() {
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
            nextLook.whenRead(move.to().lag(move.task()));
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
