package dev.docket.bench.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.HostPort;
import dev.docket.serde.EventJson;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks without end, for every queue, where an execution stands: each time another instance first, and the others when
 * that one does not answer.
 *
 * <p>Threading: one thread for each queue; anybody may ask what they saw.
 */
final class PositionProbe implements AutoCloseable {

    private static final double PER_SECOND = 2;

    private final FleetClient client = new FleetClient();
    private final Supplier<List<HostPort>> instances;
    private final Function<String, Optional<String>> execution;
    private final Timeline answers = new Timeline();
    private final Timeline currentAnswers = new Timeline();
    private final AtomicLong stale = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final List<Paced> work = new ArrayList<>();

    /**
     * @param instances those that a client would try, dead ones included
     * @param execution an execution that the queue knows
     */
    PositionProbe(
            List<String> queues, Supplier<List<HostPort>> instances, Function<String, Optional<String>> execution) {
        this.instances = instances;
        this.execution = execution;
        for (String queue : queues) {
            work.add(Paced.start("asks-" + queue, PER_SECOND, () -> ask(queue)));
        }
    }

    private void ask(String queue) throws InterruptedException, JsonProcessingException {
        Optional<String> id = execution.apply(queue);
        if (id.isEmpty()) {
            return;
        }
        List<HostPort> order = new ArrayList<>(instances.get());
        Collections.shuffle(order);
        for (HostPort instance : order) {
            Optional<HttpResponse<String>> answer =
                    client.get(instance, "/v1/queues/" + queue + "/executions/" + id.get());
            if (answer.isPresent() && answer.get().statusCode() < 500) {
                note(queue, answer.get());
                return;
            }
        }
    }

    private void note(String queue, HttpResponse<String> answer) throws JsonProcessingException {
        if (answer.statusCode() != 200) {
            unknown.incrementAndGet();
            return;
        }
        JsonNode status = EventJson.values().readTree(answer.body());
        answers.seen(queue);
        if (status.has("stale")) {
            stale.incrementAndGet();
        } else {
            currentAnswers.seen(queue);
        }
    }

    /** When each queue's question was answered. */
    Timeline answers() {
        return answers;
    }

    /** When it was answered by the instance that decides. */
    Timeline currentAnswers() {
        return currentAnswers;
    }

    /** How many answers said that they may be behind. */
    long stale() {
        return stale.get();
    }

    /** How often it was said that an accepted execution is not known. */
    long unknown() {
        return unknown.get();
    }

    @Override
    public void close() {
        work.forEach(Paced::close);
    }
}
