package dev.docket.bench.lives.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that comes with a package of the system.
 *
 * @param name what it is called
 * @param debianPackage what brings it
 * @param places where it is looked for besides the {@code PATH}; the last that has it wins
 */
record Program(String name, String debianPackage, List<Path> places) {

    private static final Path POSTGRES = Path.of("/usr/lib/postgresql");

    static final Program REDIS_SERVER = new Program("redis-server", "redis-server", List.of());

    static final Program NODE = new Program("node", "nodejs", List.of());

    static final Program NPM = new Program("npm", "npm", List.of());

    /** Debian keeps each version's programs apart, and off the {@code PATH}. */
    static Program ofPostgres(String name) {
        List<Path> places = new ArrayList<>();
        if (Files.isDirectory(POSTGRES)) {
            try (Stream<Path> versions = Files.list(POSTGRES)) {
                versions.map(version -> version.resolve("bin")).sorted().forEach(places::add);
            } catch (IOException e) {
                // Then it is not there for us.
            }
        }
        return new Program(name, "postgresql", places);
    }

    /** Where it is. */
    Optional<Path> path() {
        Stream<Path> onPath = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(Path::of);
        return Stream.concat(onPath, places.stream())
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .reduce((first, last) -> last);
    }

    /** Why it cannot be run; nothing if it can. */
    Optional<String> missing() {
        return path().isPresent()
                ? Optional.empty()
                : Optional.of(name + " is not installed (apt-get install " + debianPackage + ")");
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException if it is missing
     */
    Path require() {
        return path().orElseThrow(() -> new IllegalStateException(missing().orElse(name)));
    }
}
