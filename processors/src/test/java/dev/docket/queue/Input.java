package dev.docket.queue;

import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.event.Request;

/** One record as the queue is given it, so that a run can be repeated, and told to a model. */
sealed interface Input {

    Arrival arrival();

    record Requested(Request request, Arrival arrival) implements Input {}

    record Reported(Report report, Arrival arrival) implements Input {}

    record Configured(String queue, QueueSettings settings, Arrival arrival) implements Input {}
}
