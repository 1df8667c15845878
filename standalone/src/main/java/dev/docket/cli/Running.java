package dev.docket.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How to reach a Docket that runs on this machine, as it tells in a file.
 *
 * @param settings what a client must know of it: {@code bootstrap.servers}, {@code installation}, and what its topics are
 *     like
 * @param coordinator the URL of its coordinator
 * @param directory where it keeps what it has
 * @param pid its process
 */
record Running(Map<String, String> settings, String coordinator, Path directory, long pid) {

    private static final String SETTING = "setting.";

    Running {
        settings = Map.copyOf(settings);
    }

    /** What the file says, if there is one and its process is alive. */
    static Optional<Running> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            Map<String, String> settings = new LinkedHashMap<>();
            properties.stringPropertyNames().stream()
                    .filter(name -> name.startsWith(SETTING))
                    .forEach(name -> settings.put(name.substring(SETTING.length()), properties.getProperty(name)));
            return Optional.of(new Running(
                            settings,
                            properties.getProperty("coordinator", ""),
                            Path.of(properties.getProperty("directory", "")),
                            Long.parseLong(properties.getProperty("pid", "0"))))
                    .filter(Running::isAlive);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes the file in one step, so that nobody reads half of it. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        settings.forEach((name, value) -> properties.setProperty(SETTING + name, value));
        properties.setProperty("coordinator", coordinator);
        properties.setProperty("directory", directory.toString());
        properties.setProperty("pid", Long.toString(pid));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = file.resolveSibling(file.getFileName() + "." + pid);
        try (Writer writer = Files.newBufferedWriter(draft)) {
            properties.store(writer, "written by a running docket standalone; gone when it has ended");
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the file if it is still this one's. */
    void remove(Path file) throws IOException {
        if (read(file).filter(now -> now.pid == pid).isPresent()) {
            Files.deleteIfExists(file);
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }
}
