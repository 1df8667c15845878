package dev.docket.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of a program as they were read: each is allowed, and every rule holds. Made by {@link SettingsReader}.
 */
public final class Settings {

    private final Map<Setting<?>, Given> given;

    private final Map<String, Given> kafka;

    /** A value as text, and where it was read. */
    record Given(String text, String source) {}

    Settings(Map<Setting<?>, Given> given, Map<String, Given> kafka) {
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        this.kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    }

    /**
     * The value of a setting that has one.
     *
     * @throws NoSuchElementException if it has none, or is not in the schema that was read
     */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException("no value for " + setting.name()));
    }

    /** The value of a setting that may be left out. */
    public <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(given.get(setting))
                .flatMap(g -> setting.kind().read(g.text()));
    }

    /** What goes to Kafka as it is. */
    public KafkaSettings kafka() {
        Map<String, String> entries = new LinkedHashMap<>();
        kafka.forEach((name, value) -> entries.put(name, value.text()));
        return new KafkaSettings(entries);
    }

    /** Every setting with its value and where it is from, one a line, secrets masked: to be printed once at start. */
    public String describe() {
        StringBuilder lines = new StringBuilder();
        given.forEach((setting, value) -> line(lines, setting.name(), value));
        kafka.forEach((name, value) -> line(lines, SettingsReader.KAFKA_PREFIX + name, value));
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, Given value) {
        lines.append(name)
                .append(" = ")
                .append(SettingsReader.shown(name, value.text()))
                .append(" (")
                .append(value.source())
                .append(')')
                .append(System.lineSeparator());
    }
}
