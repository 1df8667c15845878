package dev.docket.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of a record, nested or not, says of it and of its components, so that the API's document says the same. */
final class JavadocTexts {

    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"), Path.of("../processors/src/main/java"), Path.of("../serde/src/main/java"));
    private static final Pattern PARAM = Pattern.compile("(?s)@param (\\w+) (.*?)(?=@param|$)");

    private final Map<Class<?>, Map<String, String>> read = new ConcurrentHashMap<>();

    /** The text before the first tag. */
    Optional<String> of(Class<?> record) {
        return of(record, "");
    }

    Optional<String> of(Class<?> record, String component) {
        return Optional.ofNullable(
                read.computeIfAbsent(record, JavadocTexts::parse).get(component));
    }

    private static Map<String, String> parse(Class<?> record) {
        Map<String, String> texts = new TreeMap<>();
        Matcher comment = Pattern.compile(
                        "(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?record " + record.getSimpleName() + "\\(")
                .matcher(source(record));
        if (comment.find()) {
            String text = plain(comment.group(1));
            int tags = text.indexOf("@param");
            texts.put("", (tags < 0 ? text : text.substring(0, tags)).strip());
            Matcher param = PARAM.matcher(text);
            while (param.find()) {
                texts.put(param.group(1), param.group(2).strip());
            }
        }
        return texts;
    }

    private static String source(Class<?> record) {
        Class<?> outer = record;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        String file = outer.getName().replace('.', '/') + ".java";
        return SOURCES.stream()
                .map(root -> root.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .map(JavadocTexts::read)
                .orElse("");
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\*", "\n")
                .replaceAll("\\{@(?:code|link) (?:#)?(\\{[^}]*}|[^}]*)}", "$1")
                .replaceAll("\\s+", " ");
    }
}
