package dev.docket.http;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelRequested;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Fault;
import dev.docket.event.Request;
import dev.docket.live.DecisionTail;
import dev.docket.live.Expectation;
import dev.docket.queue.Checks;
import dev.docket.queue.Rules;
import dev.docket.serde.EventJson;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests and cancels: puts them on their topic, and waits for what is decided if somebody wants to know. What the
 * coordinator would reject as not valid is refused here, in the same words, and never written.
 */
public final class RequestDesk {

    private final RequestSender sender;
    private final DecisionTail tail;
    private final Rules.Requests rules;

    /** A desk for requests that keep to these rules. */
    public RequestDesk(RequestSender sender, DecisionTail tail, Rules.Requests rules) {
        this.sender = sender;
        this.tail = tail;
        this.rules = rules;
    }

    /**
     * How a client wants it.
     *
     * @param patience how long to wait for the decision; null for not at all
     * @param traceparent the trace that the request belongs to
     */
    record Wish(@Nullable Duration patience, @Nullable String traceparent) {}

    /** Everything that is wrong with a request; empty if it will not be rejected for its form. */
    List<Fault> faults(ExecutionRequested request) {
        return Checks.faults(request, EventJson.write(request).length, rules);
    }

    CompletableFuture<Reply> submit(String queue, String executionId, ExecutionRequested request, Wish wish) {
        return send(queue, executionId, request, wish, decision -> decision.accept(SubmitReplies.REPLIES))
                .thenApply(reply -> reply.orElseGet(() -> Reply.json(202, Submitted.sent(queue, executionId))));
    }

    CompletableFuture<Reply> cancel(String queue, String executionId, CancelRequested cancel, Wish wish) {
        return send(queue, executionId, cancel, wish, decision -> Reply.json(200, cancelled(decision)))
                .thenApply(reply -> reply.orElseGet(
                        () -> Reply.json(202, new Cancelled(queue, executionId, Cancelled.Effect.SENT))));
    }

    /** The reply to the decision; nothing if that was not waited for, or not made in time. */
    private CompletableFuture<Optional<Reply>> send(
            String queue, String executionId, Request request, Wish wish, Function<DecisionEvent, Reply> reply) {
        Duration patience = wish.patience();
        if (patience == null) {
            return sent(queue, request, wish).thenApply(sent -> Optional.empty());
        }
        Expectation expectation = tail.expect(queue, executionId).orElse(null);
        if (expectation == null) {
            throw new Refused(Problem.of(503, "Too many wait for decisions on this instance."));
        }
        return sent(queue, request, wish)
                .thenCompose(sent -> expectation
                        .sentTo(sent.topic(), sent.partition(), sent.offset())
                        .thenApply(Optional::of)
                        .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS))
                .thenApply(decision -> decision.map(reply))
                .whenComplete((answer, failure) -> expectation.close());
    }

    private CompletableFuture<RecordMetadata> sent(String queue, Request request, Wish wish) {
        return sender.send(queue, request, wish.traceparent()).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof KafkaException || cause instanceof RejectedExecutionException) {
                throw new Refused(
                        Problem.of(
                                503,
                                "Kafka did not take the request in time. It may arrive yet; under its id it is safe to repeat."));
            }
            throw new IllegalStateException(cause);
        });
    }

    private static Cancelled cancelled(DecisionEvent decision) {
        String executionId = Objects.requireNonNull(decision.executionId());
        return new Cancelled(decision.queue(), executionId, effect(decision));
    }

    private static Cancelled.Effect effect(DecisionEvent decision) {
        if (decision instanceof ExecutionCancelled) {
            return Cancelled.Effect.CANCELLED;
        }
        if (decision instanceof CancelNoted noted && noted.effect() != CancelEffect.UNKNOWN) {
            return Cancelled.Effect.valueOf(noted.effect().name());
        }
        throw new IllegalStateException("no answer to a cancel: " + decision.type());
    }
}
