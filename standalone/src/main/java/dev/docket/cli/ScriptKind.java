package dev.docket.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a script is run, by the end of its name. */
enum ScriptKind {
    PYTHON(".py", "python", "python:3.13-slim", "python3"),
    SHELL(".sh", "sh", "busybox:1.37", "sh"),
    BASH(".bash", "bash", "bash:5.2", "bash"),
    JAVASCRIPT(".js", "javascript", "node:22-slim", "node"),
    RUBY(".rb", "ruby", "ruby:3.4-slim", "ruby"),
    PERL(".pl", "perl", "perl:5.40-slim", "perl");

    private final String suffix;
    private final String language;
    private final String image;
    private final String interpreter;

    ScriptKind(String suffix, String language, String image, String interpreter) {
        this.suffix = suffix;
        this.language = language;
        this.image = image;
        this.interpreter = interpreter;
    }

    static Optional<ScriptKind> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> name.endsWith(kind.suffix))
                .findFirst();
    }

    /** The endings that are known, for a message. */
    static String suffixes() {
        return Arrays.stream(values()).map(kind -> kind.suffix).collect(Collectors.joining(", "));
    }

    String language() {
        return language;
    }

    String image() {
        return image;
    }

    /** The command; the placeholder stands for the script's path in the Pod. */
    List<String> command() {
        return List.of(interpreter, "{script}");
    }
}
