package dev.docket.bench.lives.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.docket.bench.lives.Payloads;
import dev.docket.event.Priority;
import dev.docket.serde.EventJson;
import java.util.EnumMap;
import java.util.Map;

/**
 * Requests as JSON, made from forms, so that the load costs next to nothing.
 *
 * <p>Threading: not safe.
 */
final class Requests {

    private static final String HOLE = "---hole---";

    private final Payloads payloads;
    private final Map<Priority, String[]> forms = new EnumMap<>(Priority.class);

    /** The same seed gives the same requests. */
    Requests(String queue, long seed) {
        payloads = new Payloads(seed);
        for (Priority priority : Priority.values()) {
            forms.put(priority, form(queue, priority).split(HOLE, -1));
        }
    }

    private static String form(String queue, Priority priority) {
        return new String(EventJson.write(Payloads.request(HOLE, HOLE, queue, priority, HOLE)), ISO_8859_1);
    }

    /** The request of an execution of this id, by the user of this number, with this priority. */
    String request(String id, long number, Priority priority) {
        String[] form = forms.getOrDefault(priority, new String[0]);
        return form[0] + id + form[1] + Payloads.user(number) + form[2] + payloads.script() + form[3];
    }

    /** The same, as it is sent. */
    byte[] requestBytes(String id, long number, Priority priority) {
        return request(id, number, priority).getBytes(ISO_8859_1);
    }
}
