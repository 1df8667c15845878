package dev.docket.processor;

import dev.docket.event.AttemptReport;
import dev.docket.event.CancelRequested;
import dev.docket.event.Event;
import dev.docket.event.Fault;
import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.event.Request;
import dev.docket.event.Tick;
import dev.docket.queue.Checks;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.Topics;
import dev.docket.serde.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a record's bytes into what is to be handled, without touching any state. Nothing in a record makes it throw. */
final class InboundReader {

    /**
     * The largest value that is written again as it came, in bytes. Confirmed or sent on, it must stay below what a
     * producer may send: a record that is refused for its size stops the stream thread, each time again.
     */
    private static final int MAX_COPIED_BYTES = 1 << 20;

    private final String requests;
    private final String reports;
    private final Ownership ownership;

    InboundReader(Topics topics, Ownership ownership) {
        requests = topics.executionRequests();
        reports = topics.executionReports();
        this.ownership = ownership;
    }

    Inbound read(byte @Nullable [] key, byte @Nullable [] value, Origin origin) {
        boolean isLarge = value != null && value.length > MAX_COPIED_BYTES;
        if (origin.topic().equals(requests)) {
            Inbound inbound = read(value, EventFamily.REQUESTS, request -> request(request, origin));
            return isLarge && inbound instanceof Inbound.Foreign ? tooLarge() : inbound;
        }
        if (isLarge) {
            return tooLarge();
        }
        if (origin.topic().equals(reports)) {
            return read(value, EventFamily.REPORTS, report -> report(report, origin));
        }
        if (value == null) {
            return key == null
                    ? new Inbound.Dead(Unreadable.Reason.EMPTY, "there is neither a key nor a value")
                    : settings(
                            new QueueSettings(new String(key, StandardCharsets.UTF_8), null, null, null, null, null),
                            origin);
        }
        return read(value, EventFamily.SETTINGS, settings -> settings(settings, origin));
    }

    private static <T extends Event> Inbound read(
            byte @Nullable [] value, EventFamily<T> family, Function<T, Inbound> next) {
        Reading<T> reading = EventJson.read(value, family);
        if (reading instanceof Reading.Parsed<T> parsed) {
            return next.apply(parsed.event());
        }
        Unreadable<T> unreadable = (Unreadable<T>) reading;
        return new Inbound.Dead(unreadable.reason(), unreadable.message());
    }

    private Inbound request(Request request, Origin origin) {
        if (request instanceof CancelRequested cancel) {
            List<Fault> faults = Checks.faults(cancel);
            if (!faults.isEmpty()) {
                return invalid(faults);
            }
        }
        String queue = Checks.queueOf(request);
        // A request for what cannot be the name of a queue is answered where it stands: nobody owns such a queue.
        return Checks.isQueueName(queue)
                ? owned(queue, origin, new Inbound.OfClient(request))
                : new Inbound.OfClient(request);
    }

    private Inbound report(Report report, Origin origin) {
        if (report instanceof Tick tick) {
            return tick.partition() == origin.partition()
                    ? new Inbound.OfLauncher(tick)
                    : new Inbound.Dead(Unreadable.Reason.MISROUTED, "a tick for another partition");
        }
        AttemptReport attempt = (AttemptReport) report;
        List<Fault> faults = Checks.faults(attempt);
        return faults.isEmpty() ? owned(attempt.queue(), origin, new Inbound.OfLauncher(report)) : invalid(faults);
    }

    private Inbound settings(QueueSettings settings, Origin origin) {
        String queue = settings.queue();
        return queue != null && Checks.isQueueName(queue)
                ? owned(queue, origin, new Inbound.OfOperator(queue, settings))
                : new Inbound.Dead(Unreadable.Reason.INVALID, "queue: not the name of a queue");
    }

    private Inbound owned(String queue, Origin origin, Inbound inbound) {
        if (ownership.ownerOf(queue) == origin.partition()) {
            return inbound;
        }
        return origin.wasRouted()
                ? new Inbound.Dead(
                        Unreadable.Reason.MISROUTED, "sent on once, and still not on the partition that owns its queue")
                : new Inbound.Foreign(queue);
    }

    private static Inbound tooLarge() {
        return new Inbound.Dead(
                Unreadable.Reason.TOO_LARGE,
                "the value has more than " + MAX_COPIED_BYTES + " bytes, the most for this");
    }

    private static Inbound invalid(List<Fault> faults) {
        return new Inbound.Dead(
                Unreadable.Reason.INVALID,
                faults.stream().map(f -> f.field() + ": " + f.message()).collect(Collectors.joining("; ")));
    }
}
