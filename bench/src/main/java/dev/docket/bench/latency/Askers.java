package dev.docket.bench.latency;

import dev.docket.bench.latency.KeptConnection.Answer;
import dev.docket.config.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    private final List<KeptConnection> connections = new ArrayList<>();
    private final Supplier<String> path;
    private final AtomicLong answers = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "askers");
    private volatile boolean closing;

    private Askers(Supplier<String> path) {
        this.path = path;
    }

    /**
     * Begins to ask.
     *
     * @param path what is asked for next: somebody who is pending; called on the thread that asks
     */
    static Askers start(HostPort address, Supplier<String> path) throws IOException {
        Askers askers = new Askers(path);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                askers.connections.add(new KeptConnection(address, TIMEOUT_MILLIS));
            }
        } catch (IOException e) {
            askers.connections.forEach(KeptConnection::close);
            throw e;
        }
        askers.thread.setDaemon(true);
        askers.thread.start();
        return askers;
    }

    private void run() {
        try {
            while (!closing) {
                for (KeptConnection connection : connections) {
                    connection.ask(path.get());
                }
                for (KeptConnection connection : connections) {
                    check(connection.answer());
                    answers.incrementAndGet();
                }
            }
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        }
    }

    private static void check(Answer answer) {
        if (answer.status() != 200 || !answer.body().contains("\"position\":")) {
            throw new IllegalStateException("no position: " + answer);
        }
    }

    /** How many positions were told. */
    long answers() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("not answered", fault);
        }
        return answers.get();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(KeptConnection::close);
    }
}
