package dev.docket.bench.lives.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a script of Node.js needs besides itself: packages of the versions, and with the check sums, that a lock file beside
 * it says. They come from npm's cache or from the network, and none of their own scripts is run.
 */
final class NodePackages {

    private static final String WRITTEN_LAST = "node_modules/.package-lock.json";
    private static final int PATIENCE_SECONDS = 120;

    private NodePackages() {}

    /**
     * Puts a script and its packages into a directory, unless they are there.
     *
     * @param resources where {@code package.json}, its lock file and the script are, as seen from this class
     * @param script what the script is called
     * @param directory where they go; made if it is not there
     * @return why that cannot be; nothing if it was done
     */
    static Optional<String> install(String resources, String script, Path directory) {
        if (Files.exists(directory.resolve(WRITTEN_LAST))) {
            return Optional.empty();
        }
        try {
            Files.createDirectories(directory);
            for (String name : List.of("package.json", "package-lock.json", script)) {
                Files.writeString(directory.resolve(name), Resources.text(resources + "/" + name));
            }
            return fetch(directory);
        } catch (IOException e) {
            return Optional.of("no packages for " + resources + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<String> fetch(Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("npm.log");
        Process npm = new ProcessBuilder(
                        Program.NPM.require().toString(),
                        "ci",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund",
                        "--no-update-notifier",
                        "--fetch-retries=1",
                        "--loglevel=error")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            npm.destroyForcibly();
            return Optional.of("npm ci took more than " + PATIENCE_SECONDS + " s");
        }
        if (npm.exitValue() == 0) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return Optional.of("npm ci failed (it wants its cache or the network): "
                    + lines.findFirst().orElse("it says nothing"));
        }
    }
}
