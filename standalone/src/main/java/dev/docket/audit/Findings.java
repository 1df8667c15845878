package dev.docket.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How often each thing was found wrong, and the first few cases in words. */
final class Findings {

    private static final int EXAMPLES = 20;

    private final Map<Violation, Long> counts = new EnumMap<>(Violation.class);
    private final List<String> examples = new ArrayList<>();

    void add(Violation violation, String what) {
        counts.merge(violation, 1L, Long::sum);
        if (examples.size() < EXAMPLES) {
            examples.add(violation + ": " + what);
        }
    }

    Findings copy() {
        Findings copy = new Findings();
        copy.counts.putAll(counts);
        copy.examples.addAll(examples);
        return copy;
    }

    Map<Violation, Long> counts() {
        return new EnumMap<>(counts);
    }

    List<String> examples() {
        return List.copyOf(examples);
    }
}
