package dev.docket.coordinator.assignment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.TaskId;

/**
 * How many tasks of one kind, active or followed, each client has of what is its share by stream threads, and who should
 * give one to whom.
 *
 * <p>Each move that is owed makes the sum of what is too much, or of what is too little, one smaller and the other no
 * larger: there are only so many in a row.
 */
final class Shares {

    private final Collection<Client> clients;

    private final Function<Client, Set<TaskId>> tasks;

    private final Map<Client, Integer> counts = new HashMap<>();

    private final int total;

    private final int threads;

    private final int slack;

    /**
     * @param tasks a client's tasks of the kind
     * @param slack tasks that a client may be beyond its rounded share before anything is owed
     */
    Shares(Collection<Client> clients, Function<Client, Set<TaskId>> tasks, int slack) {
        this.clients = clients;
        this.tasks = tasks;
        clients.forEach(client -> counts.put(client, tasks.apply(client).size()));
        this.total = counts.values().stream().mapToInt(Integer::intValue).sum();
        this.threads = clients.stream().mapToInt(Client::threads).sum();
        this.slack = slack;
    }

    /** Tasks for each thread. */
    double load(Client client) {
        return (double) count(client) / client.threads();
    }

    /** The first of the moves that are owed and allowed. */
    Optional<Move> next(Predicate<Move> allowed) {
        return clients.stream()
                .flatMap(from -> clients.stream()
                        .filter(to -> owed(from, to))
                        .flatMap(to -> tasks.apply(from).stream().map(task -> new Move(task, from, to))))
                .filter(allowed)
                .min(Move.order(this));
    }

    /** Makes all moves that are owed and allowed. */
    void settle(Predicate<Move> allowed) {
        for (Optional<Move> move = next(allowed); move.isPresent(); move = next(allowed)) {
            Move made = move.get();
            tasks.apply(made.from()).remove(made.task());
            tasks.apply(made.to()).add(made.task());
            count(made);
        }
    }

    /** Counts a move as made that is to be made later. */
    void count(Move move) {
        counts.merge(move.from(), -1, Integer::sum);
        counts.merge(move.to(), 1, Integer::sum);
    }

    /** Whether a move brings both nearer to their shares: such ones first, and there are no more than need be. */
    boolean helpsBoth(Move move) {
        return count(move.from()) > most(move.from()) && count(move.to()) < least(move.to());
    }

    /** Whether one of the two is too far from its share, and a move makes it better without making the other too far. */
    private boolean owed(Client from, Client to) {
        boolean tooMany = count(from) > most(from) && count(to) < most(to);
        boolean tooFew = count(to) < least(to) && count(from) > least(from);
        return tooMany || tooFew;
    }

    private int count(Client client) {
        return counts.getOrDefault(client, 0);
    }

    private int most(Client client) {
        return (total * client.threads() + threads - 1) / threads + slack;
    }

    private int least(Client client) {
        return total * client.threads() / threads - slack;
    }
}
