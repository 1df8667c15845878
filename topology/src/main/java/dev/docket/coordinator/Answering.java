package dev.docket.coordinator;

import dev.docket.config.HostPort;
import dev.docket.http.Backend;
import dev.docket.http.RequestDesk;
import dev.docket.http.RequestSender;
import dev.docket.http.RoutedSource;
import dev.docket.live.DecisionTail;
import dev.docket.live.Streams;
import dev.docket.live.WatchHub;
import dev.docket.live.WatchMeters;
import dev.docket.query.InstanceDirectory;
import dev.docket.query.LocalCopies;
import dev.docket.query.Owners;
import dev.docket.query.Peers;
import dev.docket.query.QueueDirectory;
import dev.docket.query.Router;
import dev.docket.query.StandbyLags;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.apache.kafka.streams.KafkaStreams;

/** What stands between the HTTP API and Kafka: who finds answers, takes requests, and waits for decisions. */
final class Answering implements AutoCloseable {

    private final StandbyLags lags;
    private final RequestSender sender;
    private final WatchHub hub;
    private final DecisionTail tail;
    private final LocalCopies copies;
    private final Backend backend;

    private Answering(CoordinatorConfig config, KafkaStreams streams, HostPort self, MeterRegistry meters) {
        lags = new StandbyLags(streams);
        Gauge.builder("coordinator.standby.lag.records", lags, StandbyLags::highest)
                .description("The most records of the changelog that a copy on this instance is behind")
                .register(meters);
        sender = new RequestSender(config.installation());
        copies = new LocalCopies(streams, lags::of, InstantSource.system());
        Owners owners = new Owners(streams, config.topics().partitions());
        Peers peers = new Peers();
        Router router = new Router(copies, owners, peers, self);
        hub = new WatchHub(new RoutedSource(router), config.http().streams());
        WatchMeters.register(hub, meters);
        tail = DecisionTail.start(config.installation(), hub::decided);
        backend = new Backend(
                router,
                new QueueDirectory(copies, owners, peers, self),
                new InstanceDirectory(streams, copies, owners, peers, self),
                new RequestDesk(sender, tail, config.rules().requests()),
                new Streams(hub));
    }

    /**
     * Starts it.
     *
     * @param streams the application, not started yet
     * @param self what this instance is called in {@code application.server}
     */
    static Answering start(CoordinatorConfig config, KafkaStreams streams, HostPort self, MeterRegistry meters) {
        return new Answering(config, streams, self, meters);
    }

    LocalCopies copies() {
        return copies;
    }

    Backend backend() {
        return backend;
    }

    @Override
    public void close() {
        hub.close();
        tail.close();
        sender.close();
        lags.close();
    }
}
