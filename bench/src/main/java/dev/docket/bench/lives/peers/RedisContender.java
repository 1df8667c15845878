package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.Payloads;
import dev.docket.bench.lives.Sample;
import dev.docket.event.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The Redis design alone, driven by pipelines of a few connections.
 *
 * <p>Tried on two cores, with {@code everysec} and nobody in line: one connection (39 000 to 44 000 lives a second), two
 * with 500 executions each (48 000 to 60 000), four with 250 (40 000 to 60 000); two with 500, of which one call of a
 * script takes 50 (83 000 to 88 000), or 500 (38 000 to 55 000); three with 500 and 100 (31 000 to 53 000). Two
 * connections keep Redis' one thread at work; more only take its processor.
 */
public final class RedisContender implements Contender {

    /**
     * How it is driven.
     *
     * @param connections how many, each with a thread
     * @param depth how many executions one of them lets live in one round trip
     * @param perScript how many of these one call of a script takes
     */
    record Driving(int connections, int depth, int perScript) {}

    private static final int CONNECTIONS = 2;
    private static final int DEPTH = 500;
    private static final int PER_SCRIPT = 100;
    private static final int SLOTS = 20_000;
    private static final int FILLING = 500;

    private final RedisServer server;
    private final RedisServer.Durability durability;
    private final Driving driving;
    private final int pending;
    private final AtomicLong number = new AtomicLong();
    private final List<Worker> workers = new ArrayList<>();

    private RedisContender(RedisServer server, RedisServer.Durability durability, Driving driving, int pending) {
        this.server = server;
        this.durability = durability;
        this.driving = driving;
        this.pending = pending;
        for (int i = 0; i < driving.connections; i++) {
            workers.add(new Worker(server.connect(), i));
        }
    }

    /** Why there can be none; nothing if there can. */
    public static Optional<String> missing() {
        return RedisServer.missing();
    }

    /**
     * Starts a server, and lets as many wait as are to wait.
     *
     * @param directory where the server keeps its file
     * @param always whether the disk has everything before it is answered, rather than within a second
     * @param together whether one call of a script takes {@value #PER_SCRIPT} executions, which is faster by a half but
     *     asks that somebody collects what many clients want; else each has its own calls, and these are pipelined
     * @param pending how many executions wait in line all the time
     */
    public static RedisContender start(Path directory, boolean always, boolean together, int pending) throws Exception {
        return start(
                directory,
                always ? RedisServer.Durability.ALWAYS : RedisServer.Durability.EVERYSEC,
                pending,
                new Driving(CONNECTIONS, DEPTH, together ? PER_SCRIPT : 1));
    }

    static RedisContender start(Path directory, RedisServer.Durability durability, int pending, Driving driving)
            throws Exception {
        RedisServer server = RedisServer.start(directory, durability);
        try {
            RedisContender contender = new RedisContender(server, durability, driving, pending);
            contender.workers.get(0).fill(pending);
            return contender;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "Redis design alone, " + (driving.perScript == 1 ? "pipelined" : driving.perScript + " per script")
                + ", appendfsync " + durability.setting() + ", " + pending + " pending";
    }

    /** {@code queueNanos} is the server's processor time. */
    @Override
    public Sample run(Duration time) throws Exception {
        return Crew.run(workers, time, server::cpuNanos);
    }

    /** A connection to look around with. */
    RedisLine look() {
        return server.connect();
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.line.close());
        server.close();
    }

    private final class Worker implements Crew.Worker {

        private final RedisLine line;
        private final Requests requests;
        private List<byte[]> active = List.of();

        Worker(RedisLine line, int seed) {
            this.line = line;
            requests = new Requests("lives", seed);
        }

        void fill(int count) {
            for (int left = count; left > 0; left -= FILLING) {
                line.positions(line.sendSubmit(requests(Math.min(left, FILLING), true), PER_SCRIPT));
            }
        }

        @Override
        public long round() {
            int completes = line.sendComplete(active, driving.perScript);
            int submits = line.sendSubmit(requests(driving.depth, false), driving.perScript);
            line.sendPop(SLOTS, driving.depth);
            long over = line.completed(completes);
            if (line.positions(submits).size() != driving.depth) {
                throw new IllegalStateException("not all were told where they stand");
            }
            active = ids(line.popped());
            return over;
        }

        @Override
        public void finish() {
            line.completed(line.sendComplete(active, driving.perScript));
            active = List.of();
        }

        private List<byte[]> requests(int count, boolean last) {
            long first = number.getAndAdd(count);
            List<byte[]> arguments = new ArrayList<>(4 * count);
            for (long each = first; each < first + count; each++) {
                Priority priority = last ? Priority.BACKGROUND : Payloads.priority(each);
                String id = "life-" + each;
                arguments.add(RedisLine.bytes(id));
                arguments.add(RedisLine.bytes(priority.rank()));
                arguments.add(RedisLine.bytes(each));
                arguments.add(requests.requestBytes(id, each, priority));
            }
            return arguments;
        }

        private static List<byte[]> ids(List<byte[]> popped) {
            List<byte[]> ids = new ArrayList<>(popped.size() / 2);
            for (int i = 0; i < popped.size(); i += 2) {
                ids.add(popped.get(i));
            }
            return ids;
        }
    }
}
