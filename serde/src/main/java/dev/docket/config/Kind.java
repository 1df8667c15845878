package dev.docket.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting may be: reads a value from its text and says what is allowed.
 *
 * @param allowed what is allowed, to be read after "allowed: "
 * @param reader the value, or nothing if the text is not allowed; gets the text without space around it, never empty
 */
public record Kind<T>(String allowed, Function<String, Optional<T>> reader) {

    /** The value that the text stands for, or nothing if it is not allowed. */
    public Optional<T> read(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() ? Optional.empty() : reader.apply(trimmed);
    }

    /** A whole number in a range, both ends included. */
    public static Kind<Integer> wholeNumber(int least, int most) {
        return new Kind<>(
                "a whole number from " + least + " to " + most,
                text -> number(text, least, most).map(Long::intValue));
    }

    /** A whole number of 64 bits in a range, both ends included. */
    public static Kind<Long> largeNumber(long least, long most) {
        return new Kind<>(
                most == Long.MAX_VALUE
                        ? "a whole number, " + least + " or more"
                        : "a whole number from " + least + " to " + most,
                text -> number(text, least, most));
    }

    /** A length of time in a range, both ends included, such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 4h}, {@code 7d}. */
    public static Kind<Duration> duration(Duration least, Duration most) {
        return new Kind<>(
                "a duration from " + Durations.write(least) + " to " + Durations.write(most)
                        + " such as 250ms, 30s, 5m, 4h or 7d",
                text -> Durations.read(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
    }

    /** Text that matches the pattern as a whole. */
    public static Kind<String> text(Pattern pattern, String allowed) {
        return new Kind<>(
                allowed,
                text -> Optional.of(text).filter(t -> pattern.matcher(t).matches()));
    }

    /** A path in the file system; whether something is there is not looked at. */
    public static Kind<Path> path() {
        return new Kind<>("a path", text -> {
            try {
                return Optional.of(Path.of(text));
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    /** {@code host:port}. */
    public static Kind<HostPort> hostPort() {
        return new Kind<>("host:port", HostPort::read);
    }

    /** One or more {@code host:port} with commas between them. */
    public static Kind<List<HostPort>> hostPorts() {
        return new Kind<>("one or more host:port with commas between them", text -> {
            List<Optional<HostPort>> read =
                    Arrays.stream(text.split(",", -1)).map(HostPort::read).toList();
            return read.stream().allMatch(Optional::isPresent)
                    ? Optional.of(read.stream().flatMap(Optional::stream).toList())
                    : Optional.empty();
        });
    }

    /**
     * One or more {@code queue=value} with commas between them, no queue twice. A queue's name may hold an equals sign,
     * but no comma.
     *
     * @param value what may stand behind the last equals sign
     * @param allowed what is allowed there
     */
    public static Kind<Map<String, String>> byQueue(Pattern value, String allowed) {
        return new Kind<>("one or more queue=value with commas between them, the value " + allowed, text -> {
            Map<String, String> read = new LinkedHashMap<>();
            for (String pair : text.split(",", -1)) {
                int end = pair.lastIndexOf('=');
                String queue = pair.substring(0, Math.max(end, 0)).strip();
                String given = pair.substring(end + 1).strip();
                if (queue.isEmpty() || !value.matcher(given).matches() || read.putIfAbsent(queue, given) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(Map.copyOf(read));
        });
    }

    /** {@code true} or {@code false}. */
    public static Kind<Boolean> flag() {
        return new Kind<>("true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A constant of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return new Kind<>(
                constants.stream().map(Kind::written).collect(Collectors.joining(", ", "one of ", "")),
                text -> constants.stream()
                        .filter(constant -> written(constant).equals(text))
                        .findFirst());
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Long> number(String text, long least, long most) {
        try {
            return Optional.of(Long.parseLong(text)).filter(n -> n >= least && n <= most);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
