package dev.docket.queue;

import dev.docket.event.AttemptReport;
import dev.docket.event.CancelRequested;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Fault;
import dev.docket.event.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said of an input before any state is looked at: which queue it is for, and whether it can be handled. */
public final class Checks {

    /** The longest id of an execution or of a user, in characters. */
    public static final int MAX_ID_LENGTH = RequestCheck.MAX_ID_LENGTH;

    private Checks() {}

    /** The queue that a request is for, as received. */
    public static String queueOf(Request request) {
        String queue = request.queue();
        return queue == null ? RequestCheck.DEFAULT_QUEUE : queue;
    }

    /** Whether this can be the name of a queue. */
    public static boolean isQueueName(String name) {
        return RequestCheck.isQueueName(name);
    }

    /** Whether this can be the id of an execution or of a user. */
    public static boolean isId(String id) {
        return RequestCheck.isId(id);
    }

    /**
     * Everything that is wrong with a request for an execution; empty if it is valid.
     *
     * @param bytes how long the record's value is
     */
    public static List<Fault> faults(ExecutionRequested request, int bytes, Rules.Requests rules) {
        return RequestCheck.check(request, bytes, rules) instanceof CheckedRequest.Invalid invalid
                ? invalid.faults()
                : List.of();
    }

    /** Why this cancel cannot be handled; empty if it can. */
    public static List<Fault> faults(CancelRequested cancel) {
        return identityFaults(queueOf(cancel), cancel.executionId());
    }

    /** Why this report cannot be handled; empty if it can. */
    public static List<Fault> faults(AttemptReport report) {
        List<Fault> faults = identityFaults(report.queue(), report.executionId());
        if (report.attempt() < 1) {
            faults.add(new Fault("attempt", "attempts count from 1"));
        }
        return faults;
    }

    private static List<Fault> identityFaults(String queue, @Nullable String executionId) {
        List<Fault> faults = new ArrayList<>();
        if (!RequestCheck.isQueueName(queue)) {
            faults.add(new Fault("queue", "not the name of a queue"));
        }
        if (executionId == null || !RequestCheck.isId(executionId)) {
            faults.add(new Fault("executionId", "not the id of an execution"));
        }
        return faults;
    }
}
