package dev.docket.bench.lives.peers;

import dev.docket.broker.LoopbackPorts;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of one's own on the loopback address, tuned for the machine it is alone on. */
final class PostgresServer implements AutoCloseable {

    /** What somebody who knows it would set; every commit is on the disk before it is answered. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("synchronous_commit", "on"),
            Map.entry("fsync", "on"),
            Map.entry("autovacuum", "on"),
            Map.entry("autovacuum_naptime", "5s"),
            Map.entry("autovacuum_vacuum_cost_limit", "2000"),
            Map.entry("shared_buffers", "1GB"),
            Map.entry("work_mem", "64MB"),
            Map.entry("maintenance_work_mem", "512MB"),
            Map.entry("wal_buffers", "64MB"),
            Map.entry("wal_compression", "lz4"),
            Map.entry("max_wal_size", "16GB"),
            Map.entry("min_wal_size", "2GB"),
            Map.entry("checkpoint_timeout", "30min"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("effective_cache_size", "8GB"),
            Map.entry("jit", "off"));

    private static final Set<PosixFilePermission> PASSING =
            Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    private static final List<String> USERS = List.of("postgres", "nobody");

    private final ServerProcess process;
    private final String url;

    private PostgresServer(ServerProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Why there can be none; nothing if there can. */
    static Optional<String> missing() {
        return Program.ofPostgres("initdb").missing().or(Program.ofPostgres("postgres")::missing);
    }

    /**
     * Starts an empty one; for root, who may not run it, as another user.
     *
     * @param directory where its data is to be: of its own, not there yet
     */
    static PostgresServer start(Path directory) throws Exception {
        Path initdb = Program.ofPostgres("initdb").require();
        Path postgres = Program.ofPostgres("postgres").require();
        Files.createDirectories(directory);
        List<String> as = asOther(directory);
        Path log = directory.resolve("postgres.log");
        Path data = directory.resolve("data");
        run(
                command(
                        as,
                        initdb.toString(),
                        "--pgdata=" + data,
                        "--username=bench",
                        "--no-sync",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C"),
                log);
        int port = LoopbackPorts.free();
        List<String> command = new ArrayList<>(command(
                as,
                postgres.toString(),
                "-D",
                data.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-k",
                directory.toString()));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=bench";
        return new PostgresServer(ServerProcess.start(command, log, () -> answers(url)), url);
    }

    private static List<String> command(List<String> as, String... rest) {
        List<String> command = new ArrayList<>(as);
        command.addAll(List.of(rest));
        return command;
    }

    /** How to run something as the user to whom the directory was just given; nothing if this one is not root. */
    private static List<String> asOther(Path directory) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
        for (String user : USERS) {
            try {
                UserPrincipal other = users.lookupPrincipalByName(user);
                Files.setOwner(directory, other);
                letPass(directory.toAbsolutePath());
                return List.of("setpriv", "--reuid=" + user, "--clear-groups", "--");
            } catch (UserPrincipalNotFoundException e) {
                // The next, then.
            }
        }
        throw new IllegalStateException("root may not run PostgreSQL, and there is no user " + USERS);
    }

    /** Temporary directories are closed to others: the other user must at least come through. */
    private static void letPass(Path directory) throws IOException {
        for (@Nullable Path each = directory; each != null; each = each.getParent()) {
            Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(each));
            if (permissions.addAll(PASSING)) {
                Files.setPosixFilePermissions(each, permissions);
            }
        }
    }

    private static void run(List<String> command, Path log) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + Files.readString(log));
        }
    }

    private static boolean answers(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A connection for one thread. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Processor time that its processes took so far; those that ended, as a vacuum does, are not counted. */
    long cpuNanos() {
        return process.cpuNanos();
    }

    @Override
    public void close() {
        process.close();
    }
}
