package dev.docket.bench.lives.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.docket.bench.lives.Contender;
import dev.docket.bench.lives.Payloads;
import dev.docket.bench.lives.Sample;
import dev.docket.event.Priority;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/**
 * BullMQ, a queue for Node.js, on a Redis of its own; requested, fetched and completed by one script
 * ({@code bullmq/lives.mjs}). It has priorities, but tells nobody an exact position and knows no limits per user.
 *
 * <p>What is completed is removed; the stream of events, which BullMQ always writes, is trimmed to its last block.
 *
 * <p>Tried on two quiet cores, twice 4 s each, one process with one worker: 100 slots and 100 requests at once 8 100 and 9 500
 * lives a second; 30 slots 7 700 and 7 900; 300 slots and 200 requests 8 900 and 8 700; with auto-pipelining 6 700 and 6 500,
 * or 6 700 and 6 600 with 300 and 200. On a busier machine two processes took a quarter more processor time for a life, and
 * two or four workers as much as one: Node.js fills one core and Redis nearly the other, and another process only takes theirs.
 */
public final class BullMqContender implements Contender {

    private static final String RESOURCES = "bullmq";
    private static final String SCRIPT = "lives.mjs";

    /** How many are on their way all the time, as in Docket where nobody waits. */
    private static final int ON_THEIR_WAY = 8_000;

    private final RedisServer server;
    private final NodeScript script;

    private BullMqContender(RedisServer server, NodeScript script) {
        this.server = server;
        this.script = script;
    }

    /**
     * Why there can be none; nothing if there can. To find out, BullMQ is fetched.
     *
     * @param directory where it is to be started
     */
    public static Optional<String> missing(Path directory) {
        return RedisServer.missing()
                .or(Program.NODE::missing)
                .or(Program.NPM::missing)
                .or(() -> NodePackages.install(RESOURCES, SCRIPT, directory));
    }

    /**
     * Starts a server and the script.
     *
     * @param directory where both keep their files, and where BullMQ is if it was fetched
     */
    public static BullMqContender start(Path directory) throws Exception {
        return start(directory, ON_THEIR_WAY);
    }

    static BullMqContender start(Path directory, int onTheirWay) throws Exception {
        missing(directory).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        Files.writeString(directory.resolve("requests.json"), requests());
        RedisServer server = RedisServer.start(directory.resolve("redis"), RedisServer.Durability.EVERYSEC);
        try {
            List<String> arguments = List.of(text(server.port()), text(onTheirWay), text(Payloads.USERS));
            return new BullMqContender(server, NodeScript.start(directory, SCRIPT, arguments));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** One request of each priority; the script fills in the rest. */
    private static String requests() {
        return Arrays.stream(Priority.values())
                .map(priority -> new String(EventJson.write(Payloads.request("", "", "lives", priority, "")), UTF_8))
                .collect(joining(",", "[", "]"));
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    @Override
    public String name() {
        return "BullMQ, appendfsync everysec, nearly empty";
    }

    /** {@code queueNanos} is 0: the queue is in Redis and in the script, and in the latter one thread with its load. */
    @Override
    public Sample run(Duration time) throws IOException {
        String[] done = script.ask("run " + time.toMillis(), "done");
        return new Sample(Long.parseLong(done[1]), Long.parseLong(done[2]), 0);
    }

    /** What is in Redis. */
    List<String> keys() {
        try (Connection connection = server.connection()) {
            connection.sendCommand(Protocol.Command.KEYS, "*");
            return connection.getMultiBulkReply();
        }
    }

    @Override
    public void close() {
        script.close();
        server.close();
    }
}
