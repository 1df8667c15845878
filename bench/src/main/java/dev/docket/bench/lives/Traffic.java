package dev.docket.bench.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.serde.EventJson;
import java.util.EnumMap;
import java.util.Map;

/** The records that clients and the launcher of one queue write: requests and completions. */
public final class Traffic {

    private static final long FIRST_NUMBER = 1_000_000_000_000L;

    private final Payloads payloads;
    private final Map<Priority, Template> requests = new EnumMap<>(Priority.class);
    private final Template completion;

    /**
     * @param queue which queue
     * @param seed the same seed gives the same requests
     */
    public Traffic(String queue, long seed) {
        payloads = new Payloads(seed);
        for (Priority priority : Priority.values()) {
            requests.put(
                    priority,
                    new Template(
                            EventJson.write(Payloads.request(
                                    Template.hole(0), Template.hole(1), queue, priority, Template.hole(2))),
                            3));
        }
        Incarnation known = new Incarnation(0, 0);
        Event completed = new ExecutionCompleted(queue, Template.hole(0), known, 1, null, null);
        String text = new String(EventJson.write(completed), UTF_8)
                .replace("\"" + known + "\"", "\"" + Template.hole(1) + "\"");
        completion = new Template(text.getBytes(UTF_8), 2);
    }

    /** The id of a number: always of the same length. */
    public static String id(long number) {
        return "life-" + Long.toString(FIRST_NUMBER + number).substring(1);
    }

    /** The number of the execution that a record is about. */
    public static long number(byte[] value) {
        String id = new String(Field.EXECUTION_ID.of(value), UTF_8);
        return Long.parseLong(id, "life-".length(), id.length(), 10);
    }

    /** The request of this number. */
    public byte[] request(long number) {
        Template form = requests.get(Payloads.priority(number));
        if (form == null) {
            throw new IllegalStateException("a priority without requests");
        }
        return form.filled(
                id(number).getBytes(UTF_8),
                Payloads.user(number).getBytes(UTF_8),
                payloads.script().getBytes(UTF_8));
    }

    /** The completion of an execution whose command this is. */
    public byte[] completion(byte[] command) {
        return completion.filled(Field.EXECUTION_ID.of(command), Field.INCARNATION.of(command));
    }
}
