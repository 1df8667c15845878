package dev.docket.serde;

import dev.docket.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The frozen wire forms in {@code src/test/resources/golden}, and the families that read them. */
final class GoldenFiles {

    static final Set<EventFamily<?>> FAMILIES = Set.of(
            EventFamily.REQUESTS,
            EventFamily.REPORTS,
            EventFamily.SETTINGS,
            EventFamily.COMMANDS,
            EventFamily.DECISIONS);

    private GoldenFiles() {}

    /** The bytes on the wire, exactly. */
    static byte[] bytes(String name) {
        try (InputStream file = GoldenFiles.class.getResourceAsStream("/golden/" + name + ".json")) {
            if (file == null) {
                throw new AssertionError("no golden file " + name + ".json");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A family that carries this type; any, where there are two. */
    static EventFamily<?> family(String type) {
        return FAMILIES.stream()
                .filter(family -> family.types().containsKey(type))
                .findAny()
                .orElseThrow();
    }

    /** Every type of every family. */
    static Set<String> types() {
        Set<String> types = new TreeSet<>();
        FAMILIES.forEach(family -> types.addAll(family.types().keySet()));
        return types;
    }

    /** The type of the event in the golden file of this name. */
    static String type(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Reads as the family of its type would. */
    static Reading<? extends Event> read(String name, byte[] value) {
        return EventJson.read(value, family(type(name)));
    }
}
