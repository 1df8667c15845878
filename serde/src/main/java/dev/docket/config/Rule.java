package dev.docket.config;

import java.util.List;
import java.util.function.Predicate;

/**
 * What must hold between settings. It is looked at only when each of them is allowed on its own.
 *
 * @param setting the one that is named when it does not hold
 * @param others what else it depends on
 * @param holds whether it holds; reads only the settings named here
 * @param allowed what is allowed
 */
public record Rule(Setting<?> setting, List<Setting<?>> others, Predicate<Settings> holds, String allowed) {

    public Rule {
        others = List.copyOf(others);
    }
}
