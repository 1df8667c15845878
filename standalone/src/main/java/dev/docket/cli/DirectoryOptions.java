package dev.docket.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a standalone keeps what it has. */
final class DirectoryOptions {

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            description = "Where everything is kept; a start with the same directory goes on where the last one ended.")
    @Nullable
    Path directory;

    @Option(names = "--temporary", description = "Keep everything in a new directory and delete it at the end.")
    boolean temporary;

    /** The directory to use, if neither option is given the fallback; absent means a temporary one. */
    Path choose(@Nullable Path fallback) throws IOException {
        if (directory != null && temporary) {
            throw new CommandFailed(Exit.USAGE, "--directory and --temporary exclude each other");
        }
        if (directory != null) {
            return directory.toAbsolutePath().normalize();
        }
        if (fallback != null && !temporary) {
            return fallback;
        }
        temporary = true;
        return Files.createTempDirectory("docket-");
    }

    /** Deletes it if it was temporary. */
    void dispose(Path chosen) throws IOException {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(chosen)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
