package dev.docket.audit;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All who wait in one queue, by priority and then by arrival. */
final class WaitingLine {

    private final EnumMap<Priority, ArrivalLine> lines = new EnumMap<>(Priority.class);

    /** Joins the line and returns the number of the place within its priority. */
    int add(Priority priority, Incarnation arrival) {
        return line(priority).add(arrival);
    }

    void remove(Priority priority, int place) {
        line(priority).remove(place);
    }

    /** How many are ahead of this place. */
    long rank(Priority priority, int place) {
        long ahead = line(priority).ahead(place);
        for (Map.Entry<Priority, ArrivalLine> line : lines.entrySet()) {
            if (line.getKey().compareTo(priority) < 0) {
                ahead += line.getValue().size();
            }
        }
        return ahead;
    }

    /** The first in order, if anyone waits. */
    @Nullable
    Incarnation first() {
        for (ArrivalLine line : lines.values()) {
            Incarnation first = line.first();
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    /** How many wait, by priority. */
    Map<Priority, Integer> depths() {
        Map<Priority, Integer> depths = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            depths.put(priority, line(priority).size());
        }
        return depths;
    }

    private ArrivalLine line(Priority priority) {
        return lines.computeIfAbsent(priority, p -> new ArrivalLine());
    }
}
