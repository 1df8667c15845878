package dev.docket.http;

import dev.docket.query.Instances;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** How the installation and this instance do. */
final class OperationEndpoints {

    private final Supplier<Backend> backend;
    private final Health health;
    private final Supplier<String> metrics;

    OperationEndpoints(Supplier<Backend> backend, Health health, Supplier<String> metrics) {
        this.backend = backend;
        this.health = health;
        this.metrics = metrics;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get("/v1/instances", "listInstances", "The coordinators, and which partitions each has")
                        .answering(200, Instances.class, "All of them.")
                        .refusing(503, "This instance is starting.")
                        .example("one", "/v1/instances", 200, OperationExamples.INSTANCES)
                        .by(asked -> backend.get().instances().all().thenApply(all -> Reply.json(200, all))),
                Endpoint.get("/v1/instances/self", "getInstance", "The coordinator that is asked")
                        .answering(200, Instances.Instance.class, "It alone.")
                        .refusing(503, "This instance is starting.")
                        .example("self", "/v1/instances/self", 200, OperationExamples.SELF)
                        .by(asked ->
                                now(Reply.json(200, backend.get().instances().self()))),
                Endpoint.get("/health/live", "getLiveness", "Whether the process can go on")
                        .describedAs("Where it cannot, it should be started anew.")
                        .answering(200, HealthReport.class, "It can, or is coming to it.")
                        .refusing(503, "It cannot.")
                        .example("live", "/health/live", 200, OperationExamples.HEALTH)
                        .by(asked -> now(health(health.isLive()))),
                Endpoint.get("/health/ready", "getReadiness", "Whether the process answers")
                        .describedAs(
                                "It has had its partitions, and all that it has are restored and indexed. While others come"
                                        + " and go it stays ready: it answers for what it keeps, and finds the rest.")
                        .answering(200, HealthReport.class, "It does.")
                        .refusing(503, "Not yet, or not any more.")
                        .example("ready", "/health/ready", 200, OperationExamples.HEALTH)
                        .by(asked -> now(health(health.isReady()))),
                Endpoint.get("/metrics", "getMetrics", "Metrics of this instance, for Prometheus")
                        .answeringText(200, "text/plain; version=0.0.4; charset=utf-8", "All of them.")
                        .example("metrics", "/metrics", 200, OperationExamples.METRICS)
                        .by(asked -> now(Reply.text("text/plain; version=0.0.4; charset=utf-8", metrics.get()))),
                Endpoint.get("/openapi.json", "getOpenApi", "This document")
                        .answeringText(200, "application/json", "OpenAPI 3.1.")
                        .example("openapi", "/openapi.json", 200, OperationExamples.OPENAPI)
                        .by(asked -> now(OpenApi.document())));
    }

    private Reply health(boolean good) {
        return good
                ? Reply.json(200, health.report())
                : Reply.of(Problem.of(503, "The state is " + health.report().state() + "."))
                        .with("Retry-After", "1");
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
