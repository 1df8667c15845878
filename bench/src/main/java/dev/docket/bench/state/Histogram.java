package dev.docket.bench.state;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lies on the heap, by class: live objects only, as {@code jcmd PID GC.class_histogram} tells it, after the full
 * collection that it makes.
 *
 * @param bytes by the name of the class
 */
record Histogram(Map<String, Long> bytes) {

    /** {@code    1:       5000        120000  java.lang.String (java.base@17)}. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    /** Of this JVM, now. */
    static Histogram now() throws JMException {
        Object told = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return of(String.valueOf(told));
    }

    /** Of what jcmd prints. */
    static Histogram of(String told) {
        Map<String, Long> bytes = new HashMap<>();
        told.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> bytes.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum));
        return new Histogram(Map.copyOf(bytes));
    }

    /** All of it, in bytes. */
    long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What came since: what is here and was not there. */
    Histogram since(Histogram before) {
        return new Histogram(bytes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue() - before.bytes.getOrDefault(entry.getKey(), 0L))));
    }

    /** The biggest classes, as {@code 24.0 java.lang.String}, in bytes for each of so many. */
    String biggest(int classes, int things) {
        List<Map.Entry<String, Long>> most = bytes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(classes)
                .toList();
        return most.stream()
                .map(entry -> String.format(
                        Locale.ROOT, "%.1f %s", (double) entry.getValue() / things, shortName(entry.getKey())))
                .collect(Collectors.joining(", "));
    }

    private static String shortName(String name) {
        return switch (name) {
            case "[B" -> "byte[]";
            case "[J" -> "long[]";
            case "[I" -> "int[]";
            default ->
                name.substring(name.lastIndexOf('.') + 1).replace(';', ' ').strip()
                        + (name.startsWith("[") ? "[]" : "");
        };
    }
}
