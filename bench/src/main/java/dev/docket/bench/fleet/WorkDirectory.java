package dev.docket.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one run keeps what it has.
 *
 * @param path the directory
 * @param temporary whether it is deleted at the end
 */
public record WorkDirectory(Path path, boolean temporary) implements AutoCloseable {

    /** The one that was given, or else a new one that is deleted at the end. */
    public static WorkDirectory of(@Nullable Path given) throws IOException {
        return given == null
                ? new WorkDirectory(Files.createTempDirectory("docket-bench-"), true)
                : new WorkDirectory(Files.createDirectories(given), false);
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
