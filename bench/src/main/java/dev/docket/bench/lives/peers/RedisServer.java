package dev.docket.bench.lives.peers;

import dev.docket.broker.LoopbackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis of one's own on the loopback address, with an append-only file. */
final class RedisServer implements AutoCloseable {

    /** When what was written is on the disk. */
    enum Durability {
        /** Up to a second later: what was answered may be lost. */
        EVERYSEC,
        /** Before it is answered, as Kafka Streams' transactions and a commit of PostgreSQL are. */
        ALWAYS;

        String setting() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final ServerProcess process;
    private final int port;

    private RedisServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Why there can be none; nothing if there can. */
    static Optional<String> missing() {
        return Program.REDIS_SERVER.missing();
    }

    /**
     * Starts an empty one. The file is rewritten at 8 GB, not at 64 MB, which would be every second here; there are no
     * snapshots besides it.
     *
     * @param directory where its file is; made if it is not there
     */
    static RedisServer start(Path directory, Durability durability) throws Exception {
        Path program = Program.REDIS_SERVER.require();
        Files.createDirectories(directory);
        int port = LoopbackPorts.free();
        List<String> command = List.of(
                program.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                durability.setting(),
                "--auto-aof-rewrite-min-size",
                "8gb");
        return new RedisServer(ServerProcess.start(command, directory.resolve("redis.log"), () -> answers(port)), port);
    }

    private static boolean answers(int port) {
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port))) {
            connection.sendCommand(Protocol.Command.PING);
            return "PONG".equals(connection.getStatusCodeReply());
        } catch (JedisException e) {
            return false;
        }
    }

    /** A connection for one thread. */
    RedisLine connect() {
        return new RedisLine(connection());
    }

    /** A connection for one thread, to what is not a {@link RedisLine}. */
    Connection connection() {
        return new Connection(new HostAndPort("127.0.0.1", port));
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    /** Processor time that it took so far; its clock ticks a hundred times a second. */
    long cpuNanos() {
        return process.cpuNanos();
    }

    @Override
    public void close() {
        process.close();
    }
}
