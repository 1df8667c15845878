package dev.docket.config;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What must hold between settings, or between a setting and what it names. It is looked at only when each of them has a
 * value that is allowed on its own.
 *
 * @param setting the one that is named when it does not hold
 * @param others what else it depends on
 * @param broken what is allowed, once for everything that does not hold; nothing if all does; reads only the settings
 *     named here
 */
public record Rule(Setting<?> setting, List<Setting<?>> others, Function<Settings, List<String>> broken) {

    public Rule {
        others = List.copyOf(others);
    }

    /**
     * A rule that holds or does not.
     *
     * @param holds whether it holds; reads only the settings named here
     * @param allowed what is allowed
     */
    public Rule(Setting<?> setting, List<Setting<?>> others, Predicate<Settings> holds, String allowed) {
        this(setting, others, settings -> holds.test(settings) ? List.of() : List.of(allowed));
    }
}
