package dev.docket.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of a record says of it and of its components, so that the schemas say the same. */
final class RecordDocs {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public record", Pattern.DOTALL);
    private static final Pattern PARAM = Pattern.compile("(?s)@param (\\w+) (.*?)(?=@param|$)");

    private final Map<Class<?>, Map<String, String>> read = new ConcurrentHashMap<>();

    /** The text before the first tag. */
    Optional<String> of(Class<?> record) {
        return of(record, "");
    }

    Optional<String> of(Class<?> record, String component) {
        return Optional.ofNullable(
                read.computeIfAbsent(record, RecordDocs::parse).get(component));
    }

    private static Map<String, String> parse(Class<?> record) {
        try {
            String source = Files.readString(SOURCES.resolve(record.getName().replace('.', '/') + ".java"));
            Map<String, String> docs = new TreeMap<>();
            Matcher comment = COMMENT.matcher(source);
            if (comment.find()) {
                String text = plain(comment.group(1));
                int tags = text.indexOf("@param");
                docs.put("", (tags < 0 ? text : text.substring(0, tags)).strip());
                Matcher param = PARAM.matcher(text);
                while (param.find()) {
                    docs.put(param.group(1), param.group(2).strip());
                }
            }
            return docs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\*", "\n")
                .replaceAll("\\{@(?:code|link) (\\{[^}]*}|[^}]*)}", "$1")
                .replaceAll("\\s+", " ");
    }
}
