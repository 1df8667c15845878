package dev.docket.serde;

import dev.docket.event.Command;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.event.Request;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The events that one topic carries, by their wire names.
 *
 * @param <T> the sealed interface that they share
 */
public final class EventFamily<T extends Event> {

    /** On {@code execution-requests}. */
    public static final EventFamily<Request> REQUESTS = new EventFamily<>(Request.class);

    /** On {@code execution-reports}. */
    public static final EventFamily<Report> REPORTS = new EventFamily<>(Report.class);

    /** On {@code queue-settings}. */
    public static final EventFamily<QueueSettings> SETTINGS = new EventFamily<>(QueueSettings.class);

    /** On {@code pod-commands}. */
    public static final EventFamily<Command> COMMANDS = new EventFamily<>(Command.class);

    /** On {@code execution-events}. */
    public static final EventFamily<DecisionEvent> DECISIONS = new EventFamily<>(DecisionEvent.class);

    private final Class<T> root;
    private final Map<String, Class<? extends T>> types;

    private EventFamily(Class<T> root) {
        this.root = root;
        Map<String, Class<? extends T>> byName = new TreeMap<>();
        leaves(root).forEach(leaf -> byName.put(leaf.getSimpleName(), leaf.asSubclass(root)));
        types = Collections.unmodifiableMap(byName);
    }

    /** The events of this family by wire name, in the order of their names. */
    public Map<String, Class<? extends T>> types() {
        return types;
    }

    /** The sealed interface, or the one record, that the events share. */
    public Class<T> root() {
        return root;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventFamily::leaves)
                : Stream.of(type);
    }
}
