package dev.docket.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container runs, in terms of the host.
 *
 * @param words program, as an absolute path, and arguments
 * @param directory within the Pod's volumes, if the container asks for that, or else its home: what an image has on
 *     other paths is not there
 */
record ContainerCommand(List<String> words, Map<String, String> environment, Path directory) {
    private static final Pattern SLEEP_TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{0,9})?)([smhd]?)");

    /** A container whose command cannot be found, in the words of the runtime. */
    static final class NotFound extends Exception {
        NotFound(String program, String why) {
            super("runc create failed: unable to start container process: exec: \"" + program + "\": " + why
                    + ": unknown");
        }
    }

    /** The words of the container itself: {@code command}, or what takes its place, and {@code args}. */
    static List<String> declared(JsonNode container) {
        List<String> words = new ArrayList<>();
        container.path("command").forEach(word -> words.add(word.asText()));
        container.path("args").forEach(word -> words.add(word.asText()));
        return words;
    }

    /** How long a command that is nothing but {@code sleep} with its times would wait. */
    static Optional<Duration> sleep(List<String> words) {
        if (words.size() < 2 || !Set.of("sleep", "/bin/sleep", "/usr/bin/sleep").contains(words.get(0))) {
            return Optional.empty();
        }
        double seconds = 0;
        for (String time : words.subList(1, words.size())) {
            Matcher matcher = SLEEP_TIME.matcher(time);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            double factor = switch (matcher.group(2)) {
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86400;
                default -> 1;
            };
            seconds += Double.parseDouble(matcher.group(1)) * factor;
        }
        return Optional.of(Duration.ofNanos((long) Math.min(seconds * 1e9, 9e18)));
    }

    static ContainerCommand of(JsonNode pod, PodDirectory place, Map<String, Path> volumes, Set<String> interpreters)
            throws NotFound {
        JsonNode container = pod.path("spec").path("containers").path(0);
        Mounts mounts = new Mounts(container, volumes);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
        environment.put("HOME", place.home().toString());
        environment.put("LANG", "C.UTF-8");
        String temporary = mounts.rewrite("/tmp");
        environment.put("TMPDIR", temporary.equals("/tmp") ? place.temporary().toString() : temporary);
        // Variables are expanded as the container knows them; only what comes out is put in terms of the host.
        Map<String, String> variables = new LinkedHashMap<>();
        for (JsonNode variable : container.path("env")) {
            JsonNode source = variable.path("valueFrom");
            String value = source.isMissingNode()
                    ? Expansion.expand(variable.path("value").asText(), variables)
                    : PodDirectory.DownwardFields.value(source, pod);
            variables.put(variable.path("name").asText(), value);
        }
        variables.forEach((name, value) -> environment.put(name, mounts.rewrite(value)));
        List<String> words = new ArrayList<>();
        declared(container).forEach(word -> words.add(mounts.rewrite(Expansion.expand(word, variables))));
        if (words.isEmpty()) {
            throw new NotFound("", "no command specified");
        }
        words.set(0, program(words.get(0), place, environment, interpreters));
        Path workingDir = Path.of(mounts.rewrite(container.path("workingDir").asText("")));
        Path directory = place.contains(workingDir) ? workingDir : place.home();
        return new ContainerCommand(List.copyOf(words), environment, directory);
    }

    /** A file of the Pod itself, or one of the interpreters where the PATH or the given path has it. */
    private static String program(
            String word, PodDirectory place, Map<String, String> environment, Set<String> interpreters)
            throws NotFound {
        Path given = Path.of(word);
        if (given.isAbsolute()) {
            boolean allowed = place.contains(given)
                    || interpreters.contains(
                            given.getFileName() == null
                                    ? ""
                                    : given.getFileName().toString());
            if (!allowed || !Files.isRegularFile(given)) {
                throw new NotFound(word, "stat " + word + ": no such file or directory");
            }
            if (!Files.isExecutable(given)) {
                throw new NotFound(word, "permission denied");
            }
            return word;
        }
        if (interpreters.contains(word)) {
            for (String directory : environment.getOrDefault("PATH", "").split(":", -1)) {
                Path candidate = Path.of(directory.isEmpty() ? "." : directory, word);
                if (candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                    return candidate.toString();
                }
            }
        }
        throw new NotFound(word, "executable file not found in $PATH");
    }
}
