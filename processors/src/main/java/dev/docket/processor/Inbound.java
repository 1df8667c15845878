package dev.docket.processor;

import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.event.Request;
import dev.docket.serde.Unreadable;

/** What one record turns out to be. */
sealed interface Inbound {

    /** A client's request. */
    record OfClient(Request request) implements Inbound {}

    /** A report, or a tick. */
    record OfLauncher(Report report) implements Inbound {}

    /** The settings of a queue. */
    record OfOperator(String queue, QueueSettings settings) implements Inbound {}

    /** A record whose queue lives on another partition. */
    record Foreign(String queue) implements Inbound {}

    /** Nothing that can be handled. */
    record Dead(Unreadable.Reason reason, String message) implements Inbound {}
}
