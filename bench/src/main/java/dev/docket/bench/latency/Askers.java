package dev.docket.bench.latency;

import dev.docket.bench.latency.KeptConnection.Answer;
import dev.docket.bench.rig.Repeating;
import dev.docket.config.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Asks one instance for positions as fast as it answers: one question on each of some kept connections, then all answers,
 * again and again. One thread does that for all of them, which is the cheapest client that was found: hardly any waiting,
 * so hardly any waking.
 *
 * <p>Threading: one thread of its own asks; the methods may be called from one other.
 */
final class Askers implements AutoCloseable {

    /** How many are asked at the same time. */
    static final int CONNECTIONS = 8;

    private static final int TIMEOUT_MILLIS = 10_000;

    private final List<KeptConnection> connections;
    private final Supplier<String> path;
    private final AtomicLong answers = new AtomicLong();
    private final Repeating asking;

    private Askers(List<KeptConnection> connections, Supplier<String> path) {
        this.connections = List.copyOf(connections);
        this.path = path;
        asking = Repeating.start("askers", this::ask);
    }

    /**
     * Begins to ask.
     *
     * @param path what is asked for next: somebody who is pending; called on the thread that asks
     */
    static Askers start(HostPort address, Supplier<String> path) throws IOException {
        List<KeptConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(new KeptConnection(address, TIMEOUT_MILLIS));
            }
        } catch (IOException e) {
            connections.forEach(KeptConnection::close);
            throw e;
        }
        return new Askers(connections, path);
    }

    private void ask() throws IOException {
        for (KeptConnection connection : connections) {
            connection.ask(path.get());
        }
        for (KeptConnection connection : connections) {
            check(connection.answer());
            answers.incrementAndGet();
        }
    }

    private static void check(Answer answer) {
        if (answer.status() != 200 || !answer.body().contains("\"position\":")) {
            throw new IllegalStateException("no position: " + answer);
        }
    }

    /** How many positions were told. */
    long answers() {
        asking.check();
        return answers.get();
    }

    @Override
    public void close() {
        asking.close();
        connections.forEach(KeptConnection::close);
    }
}
