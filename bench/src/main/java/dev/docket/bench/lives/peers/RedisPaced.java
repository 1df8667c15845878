package dev.docket.bench.lives.peers;

import dev.docket.bench.lives.Payloads;
import dev.docket.event.Priority;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Redis design alone, asked for one execution at a time, with {@code appendfsync everysec}: request and pop in one round
 * trip, as a service does it that has a slot.
 *
 * <p>Threading: not safe.
 */
public final class RedisPaced implements AutoCloseable {

    private static final int SLOTS = 20_000;

    private final RedisServer server;
    private final RedisLine line;
    private final Requests requests = new Requests("lives", 1);

    private RedisPaced(RedisServer server) {
        this.server = server;
        line = server.connect();
    }

    /** Why there can be none; nothing if there can. */
    public static Optional<String> missing() {
        return RedisServer.missing();
    }

    /** Starts a server that keeps its file in this directory. */
    public static RedisPaced start(Path directory) throws Exception {
        return new RedisPaced(RedisServer.start(directory, RedisServer.Durability.EVERYSEC));
    }

    /**
     * Requests the execution of this number and waits until it may run, then completes it.
     *
     * @return when it might, by {@link System#nanoTime}
     */
    public long live(long number) {
        Priority priority = Payloads.priority(number);
        String id = "life-" + number;
        int submits = line.sendSubmit(
                List.of(
                        RedisLine.bytes(id),
                        RedisLine.bytes(priority.rank()),
                        RedisLine.bytes(number),
                        requests.requestBytes(id, number, priority)),
                1);
        line.sendPop(SLOTS, 1);
        line.positions(submits);
        List<byte[]> popped = line.popped();
        long commanded = System.nanoTime();
        if (popped.isEmpty()) {
            throw new IllegalStateException("nothing was there to run");
        }
        line.completed(line.sendComplete(List.of(popped.get(0)), 1));
        return commanded;
    }

    @Override
    public void close() {
        line.close();
        server.close();
    }
}
