package dev.docket.live;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many watch, and how many were dropped. */
public final class WatchMeters {

    private WatchMeters() {}

    /** Shows the figures of this hub. */
    public static void register(WatchHub hub, MeterRegistry meters) {
        Gauge.builder("coordinator.watchers", hub, WatchHub::watchers)
                .description("Streams of events that are open")
                .register(meters);
        FunctionCounter.builder("coordinator.watchers.dropped", hub, WatchHub::dropped)
                .description("Watchers that took nothing for too long")
                .register(meters);
    }
}
