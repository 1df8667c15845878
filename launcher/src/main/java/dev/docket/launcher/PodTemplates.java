package dev.docket.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates of a launcher: one for all, and named ones for the queues that are to have another. Read once; a launcher
 * is started again to take new ones.
 *
 * <p>Threading: safe.
 */
final class PodTemplates {
    /** What does not look like this is passed over: a mounted ConfigMap has directories of its own between the files. */
    private static final Pattern FILE = Pattern.compile("([a-z0-9][-a-z0-9]*)\\.(yaml|yml|json)");

    private final PodTemplate general;
    private final Map<String, PodTemplate> byQueue;

    private PodTemplates(PodTemplate general, Map<String, PodTemplate> byQueue) {
        this.general = general;
        this.byQueue = Map.copyOf(byQueue);
    }

    /** The same for all queues. */
    static PodTemplates all(PodTemplate template) {
        return new PodTemplates(template, Map.of());
    }

    /**
     * The templates of a launcher whose settings are valid.
     *
     * @throws IllegalStateException if the files are not what they were when those were read
     */
    static PodTemplates of(LauncherConfig.Templates settings) {
        PodTemplate general =
                settings.general() == null ? PodTemplate.none() : read(settings.general(), settings.weaker());
        Map<String, Path> files = files(settings.directory());
        Map<String, PodTemplate> byQueue = new HashMap<>();
        settings.byQueue().forEach((queue, name) -> {
            Path file = files.get(name);
            if (file == null) {
                throw new IllegalStateException("there is no template " + name + " any more");
            }
            byQueue.put(queue, read(file, settings.weaker()));
        });
        return new PodTemplates(general, byQueue);
    }

    /** The template of a queue. */
    PodTemplate of(String queue) {
        return byQueue.getOrDefault(queue, general);
    }

    /** What is wrong with a directory of templates, each as what is allowed instead. */
    static List<String> faults(Path directory, boolean weaker) {
        if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
            return List.of("a directory that can be read");
        }
        List<String> faults = new ArrayList<>();
        files(directory)
                .values()
                .forEach(file -> PodTemplate.read(file, weaker)
                        .faults()
                        .forEach(allowed -> faults.add("in " + file.getFileName() + ", " + allowed)));
        return faults;
    }

    /** Which of these names are none, each as what is allowed instead. */
    static List<String> unknown(Collection<String> names, Optional<Path> directory) {
        Map<String, Path> files = files(directory.orElse(null));
        return new TreeSet<>(names)
                .stream()
                        .filter(name -> !files.containsKey(name))
                        .map(name -> "not " + name + ", but one of " + files.keySet() + ", the files of pod.templates")
                        .toList();
    }

    private static PodTemplate read(Path file, boolean weaker) {
        PodTemplate template = PodTemplate.read(file, weaker);
        if (!template.faults().isEmpty()) {
            throw new IllegalStateException(file + " has changed; allowed: " + template.faults());
        }
        return template;
    }

    private static Map<String, Path> files(@Nullable Path directory) {
        Map<String, Path> files = new TreeMap<>();
        if (directory != null) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
                for (Path file : found) {
                    Matcher name = FILE.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        files.put(name.group(1), file);
                    }
                }
            } catch (IOException e) {
                return Map.of();
            }
        }
        return files;
    }
}
