package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.Payloads;
import dev.docket.bench.lives.Sample;
import dev.docket.bench.lives.peers.PostgresLine.Row;
import dev.docket.event.Priority;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table in PostgreSQL, whose first rows are taken with {@code FOR UPDATE SKIP LOCKED}. In one transaction a batch of
 * executions ends, another is accepted, and one becomes active; nothing is told before it is committed.
 *
 * <p>An exact position costs a count of the line, by its index alone, once for a batch. On two cores with 1 000 000 in
 * line and two connections with batches of 1 000: 3 600 lives a second with positions, 20 000 to 31 000 without.
 */
public final class PostgresContender implements Contender {

    /**
     * How it is driven.
     *
     * @param connections how many, each with a thread
     * @param batch how many executions live in one transaction
     * @param withPosition whether those that are accepted are told where they stand
     */
    record Driving(int connections, int batch, boolean withPosition) {}

    private static final int CONNECTIONS = 2;
    private static final int BATCH = 1_000;
    private static final int SLOTS = 20_000;
    private static final int FILLING = 10_000;

    private final PostgresServer server;
    private final Driving driving;
    private final int pending;
    private final AtomicLong number = new AtomicLong();
    private final List<Worker> workers = new ArrayList<>();

    private PostgresContender(PostgresServer server, Driving driving, int pending) {
        this.server = server;
        this.driving = driving;
        this.pending = pending;
    }

    /** Why there can be none; nothing if there can. */
    public static Optional<String> missing() {
        return PostgresServer.missing();
    }

    /**
     * Starts a server, and lets as many wait as are to wait.
     *
     * @param directory where the server keeps its data; not there yet
     * @param pending how many executions wait in line all the time
     * @param withPosition whether those that are accepted are told where they stand, for which the line is counted
     */
    public static PostgresContender start(Path directory, int pending, boolean withPosition) throws Exception {
        return start(directory, pending, new Driving(CONNECTIONS, BATCH, withPosition));
    }

    static PostgresContender start(Path directory, int pending, Driving driving) throws Exception {
        PostgresServer server = PostgresServer.start(directory);
        try {
            try (Connection connection = server.connect()) {
                PostgresLine.createTable(connection);
            }
            PostgresContender contender = new PostgresContender(server, driving, pending);
            for (int i = 0; i < driving.connections; i++) {
                contender.workers.add(contender.new Worker(new PostgresLine(server.connect()), i));
            }
            contender.workers.get(0).fill(pending);
            return contender;
        } catch (Exception e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "PostgreSQL, SKIP LOCKED, synchronous commit, " + pending + " pending"
                + (driving.withPosition ? "" : ", no position");
    }

    /** {@code queueNanos} is the server's processor time, but for that of vacuums that ended. */
    @Override
    public Sample run(Duration time) throws Exception {
        return Crew.run(workers, time, server::cpuNanos);
    }

    /** A connection to look around with. */
    PostgresLine look() throws SQLException {
        return new PostgresLine(server.connect());
    }

    @Override
    public void close() {
        try {
            for (Worker worker : workers) {
                worker.line.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        } finally {
            server.close();
        }
    }

    private final class Worker implements Crew.Worker {

        private final PostgresLine line;
        private final Requests requests;
        private List<Long> active = List.of();

        Worker(PostgresLine line, int seed) {
            this.line = line;
            requests = new Requests("lives", seed);
        }

        void fill(int count) throws SQLException {
            for (int left = count; left > 0; left -= FILLING) {
                line.submit(rows(Math.min(left, FILLING), true));
                line.commit();
            }
            line.vacuum();
        }

        @Override
        public long round() throws SQLException {
            int over = line.complete(active);
            List<Row> rows = rows(driving.batch, false);
            if (driving.withPosition && line.positions(rows).size() != rows.size()) {
                throw new IllegalStateException("not all were told where they stand");
            }
            line.submit(rows);
            active = line.pop(driving.batch, SLOTS);
            line.commit();
            return over;
        }

        @Override
        public void finish() throws SQLException {
            line.complete(active);
            line.commit();
            active = List.of();
        }

        private List<Row> rows(int count, boolean last) {
            long first = number.getAndAdd(count);
            List<Row> rows = new ArrayList<>(count);
            for (long each = first; each < first + count; each++) {
                Priority priority = last ? Priority.BACKGROUND : Payloads.priority(each);
                String id = "life-" + each;
                rows.add(new Row(
                        (short) priority.rank(), id, Payloads.user(each), requests.request(id, each, priority)));
            }
            return rows;
        }
    }
}
