package dev.docket.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One setting of a program.
 *
 * @param name dotted, in lower case, with hyphens inside words: {@code queue.max-active}
 * @param kind what it may be
 * @param fallback the text of its value where nobody gives one; nothing if there is none then
 * @param required whether somebody must give a value
 * @param meaning one sentence for the manual
 */
public record Setting<T>(String name, Kind<T> kind, Optional<String> fallback, boolean required, String meaning) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    private static final Pattern SECRET =
            Pattern.compile("password|secret|key|token|jaas|credential", Pattern.CASE_INSENSITIVE);

    /**
     * @throws IllegalArgumentException if the name is not of that form, or the fallback is not allowed by the kind
     */
    public Setting {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a setting: " + name);
        }
        if (fallback.isPresent() && kind.read(fallback.get()).isEmpty()) {
            throw new IllegalArgumentException("the default of " + name + " is not allowed: " + fallback.get());
        }
    }

    /** A setting with a default. */
    public static <T> Setting<T> of(String name, Kind<T> kind, String fallback, String meaning) {
        return new Setting<>(name, kind, Optional.of(fallback), false, meaning);
    }

    /** A setting that may be left out; read it with {@link Settings#find}. */
    public static <T> Setting<T> optional(String name, Kind<T> kind, String meaning) {
        return new Setting<>(name, kind, Optional.empty(), false, meaning);
    }

    /** A setting without which the program cannot start. */
    public static <T> Setting<T> required(String name, Kind<T> kind, String meaning) {
        return new Setting<>(name, kind, Optional.empty(), true, meaning);
    }

    /** The environment variable of this setting: {@code DOCKET_QUEUE_MAX_ACTIVE}. */
    public String variable() {
        return SettingsReader.VARIABLE_PREFIX
                + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether the value of a setting of this name must not be shown. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).find();
    }
}
