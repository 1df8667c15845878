package dev.docket.http;

import dev.docket.query.InstanceDirectory;
import dev.docket.query.QueueDirectory;
import dev.docket.query.Router;

/**
 * Who knows and does what is asked for.
 *
 * @param router finds answers about one queue
 * @param queues lists queues
 * @param instances lists instances
 * @param requests sends requests and waits for their decisions
 */
public record Backend(Router router, QueueDirectory queues, InstanceDirectory instances, RequestDesk requests) {}
