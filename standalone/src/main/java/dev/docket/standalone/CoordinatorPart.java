package dev.docket.standalone;

import dev.docket.config.HostPort;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueMeters;
import dev.docket.coordinator.StartChecks;
import dev.docket.coordinator.StreamsSettings;
import dev.docket.processor.Nodes;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.store.IndexedStores;
import dev.docket.topology.CoordinatorTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

final class CoordinatorPart implements AutoCloseable {
    private final KafkaStreams streams;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private CoordinatorPart(KafkaStreams streams) {
        this.streams = streams;
    }

    static CoordinatorPart start(CoordinatorConfig config) {
        String id = StreamsSettings.applicationId(config.installation());
        new StartChecks(config).run("standalone", id + "-" + Nodes.STORE + "-changelog");
        var parts = new QueueProcessorSupplier.Parts(
                config.installation().topics(),
                config.topics().partitions(),
                config.rules(),
                new QueueMeters(new SimpleMeterRegistry()));
        var streams = new KafkaStreams(
                CoordinatorTopology.build(
                        parts, config.engine().inMemory() ? IndexedStores.Kind.IN_MEMORY : IndexedStores.Kind.ROCKSDB),
                StreamsSettings.of(config, new HostPort("127.0.0.1", 1)));
        CoordinatorPart part = new CoordinatorPart(streams);
        streams.setUncaughtExceptionHandler(e -> {
            part.failure.complete(e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        return part;
    }

    URI address() {
        return URI.create("http://127.0.0.1:8080");
    }

    java.util.concurrent.CompletionStage<Throwable> failure() {
        return failure;
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(20));
    }
}
