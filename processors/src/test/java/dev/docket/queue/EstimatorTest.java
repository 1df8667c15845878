package dev.docket.queue;

import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said of waits: sound where the answer is plain, and a function of the entries alone. */
final class EstimatorTest {

    private final QueueDriver queue = new QueueDriver(rules().maxActive(1));

    @Test
    void saysAtOnceWhereASlotIsFreeAndNothingWhileItKnowsNothing() {
        queue.submit("a");
        assertThat(accepted().estimatedWaitSeconds()).isZero();
        assertThat(accepted().estimatedWaitP90Seconds()).isZero();

        queue.submit("b");
        assertThat(accepted().estimatedWaitSeconds()).isNull();
        assertThat(accepted().estimatedWaitP90Seconds()).isNull();
    }

    @Test
    void countsTheHoldsAheadWhereAllLastTheSame() {
        runTenSecondsEach(50);
        queue.submitAll("running", "w1", "w2", "w3", "w4");

        for (int i = 1; i <= 4; i++) {
            Estimate estimate = estimate("w" + i);
            assertThat(estimate.p50Seconds()).as("w%d", i).isCloseTo(10.0 * i, within(4.0 * i));
            assertThat(estimate.p90Seconds()).isGreaterThanOrEqualTo(estimate.p50Seconds());
        }
    }

    @Test
    void saysMoreToWhoeverStandsFurtherBack() {
        runTenSecondsEach(50);
        queue.submit("running");
        double before = 0;
        for (int i = 0; i < 40; i++) {
            queue.submit("w" + i);
            double p50 = requireNonNull(accepted().estimatedWaitSeconds());
            // Where the model goes over to the one for long lines there is a seam.
            assertThat(p50).isGreaterThan(before * 0.95);
            before = p50;
        }
        assertThat(before).isGreaterThan(100);
    }

    @Test
    void knowsNothingOfAQueueThatStandsStill() {
        runTenSecondsEach(20);
        queue.submitAll("running", "w");
        assertThat(estimate("w")).isNotNull();

        queue.pause();
        assertThat(estimate("w")).isNull();
        queue.maxActive(0);
        assertThat(estimate("w")).isNull();
    }

    @Test
    void saysOfEachStartWhetherItWasWithin() {
        runTenSecondsEach(20);
        queue.submitAll("running", "w1", "w2");
        queue.advance(Duration.ofSeconds(5)).finish("running");
        assertThat(scheduled().withinP90()).isTrue();

        queue.advance(Duration.ofHours(3)).finish("w1");
        assertThat(scheduled().withinP90()).isFalse();

        queue.finish("w2");
        queue.submit("at once");
        assertThat(scheduled().withinP90()).isNull();
    }

    @Test
    void raisesTheNinthDecileAfterMissesAndLowersItSlowlyAfterHits() {
        Forecast forecast = new Forecast(10, 20, 20);
        Correction missed = Correction.NEUTRAL.after(21, forecast);
        Correction hit = Correction.NEUTRAL.after(20, forecast);

        assertThat(missed.log90()).isCloseTo(0.02775f, within(1e-6f));
        assertThat(hit.log90()).isCloseTo(-0.00225f, within(1e-6f));
        Correction much = Correction.NEUTRAL;
        for (int i = 0; i < 1_000; i++) {
            much = much.after(1e6, forecast);
        }
        assertThat((double) much.log90()).isEqualTo(Correction.MOST);
    }

    /** One who has waited for much longer than was expected has a bad omen for those behind; one who was to, has none. */
    @Test
    void tellsThoseBehindByWhatWasExpectedOfTheHead() {
        runTenSecondsEach(50);
        queue.submitAll("running", "head", "behind");
        queue.advance(Duration.ofSeconds(8));

        double unexpected = p90BehindHeadOf(Forecast.NONE);
        assertThat(p90BehindHeadOf(new Forecast(1, 1, 1))).isEqualTo(unexpected);
        assertThat(p90BehindHeadOf(new Forecast(1, 4, 1))).isCloseTo(unexpected / 4, within(unexpected / 1_000));
    }

    private double p90BehindHeadOf(Forecast forecast) {
        PartitionIndex index = new PartitionIndex(rules().maxActive(1).build());
        for (Entry entry : queue.ledger().entries()) {
            index.put(entry instanceof Pending p && p.id().equals("head") ? with(forecast, p) : entry);
        }
        Line line = index.line(RequestCheck.DEFAULT_QUEUE);
        Estimate estimate = line.outlook(queue.now().toEpochMilli()).estimate(Priority.NORMAL, 1);
        return requireNonNull(estimate).p90Seconds();
    }

    private static Pending with(Forecast forecast, Pending p) {
        return new Pending(
                p.queue(),
                p.id(),
                p.userId(),
                p.priority(),
                p.incarnation(),
                p.digest(),
                p.orderKey(),
                p.acceptedAt(),
                p.dueAt(),
                p.payloadBytes(),
                forecast);
    }

    /** The line as it is and the line as it comes back from its entries, in whatever order, say the same. */
    @Test
    void saysTheSameAfterItWasDerivedAnew() {
        for (int seed = 0; seed < 20; seed++) {
            Rules rules =
                    rules().maxActive(3).maxPerUser(10_000).maxPending(10_000).build();
            List<String> plain = decisions(rules, seed, false);
            List<String> restarted = decisions(rules, seed, true);

            assertThat(restarted).as("seed %d", seed).isEqualTo(plain);
            assertThat(plain.stream().filter(json -> json.contains("\"estimatedWaitP90Seconds\"")))
                    .hasSizeGreaterThan(300);
            assertThat(plain.stream().filter(json -> json.contains("\"withinP90\"")))
                    .hasSizeGreaterThan(100);
        }
    }

    private static List<String> decisions(Rules rules, int seed, boolean restarts) {
        Random random = new Random(seed);
        Random restarting = new Random(seed);
        QueueDriver queue = new QueueDriver(rules);
        List<String> decisions = new ArrayList<>();
        Deque<String> running = new ArrayDeque<>();
        for (int step = 0; step < 1_200; step++) {
            queue.advance(Duration.ofMillis(random.nextInt(4_000)));
            if (running.isEmpty() || random.nextInt(100) < 52) {
                queue.submit(aRequest("e" + step).priority(Priority.values()[random.nextInt(5)]));
            } else {
                queue.finish(running.removeFirst());
            }
            decisions.add(queue.last().json());
            queue.last().decisions().stream()
                    .filter(ExecutionScheduled.class::isInstance)
                    .forEach(scheduled -> running.addLast(requireNonNull(scheduled.executionId())));
            if (restarts && restarting.nextInt(5) == 0) {
                queue.restart(restarting);
            }
        }
        return decisions;
    }

    private void runTenSecondsEach(int many) {
        for (int i = 0; i < many; i++) {
            queue.submit("past" + i);
            queue.advance(Duration.ofSeconds(10)).finish("past" + i);
        }
    }

    private Estimate estimate(String id) {
        Waiter waiter = (Waiter) requireNonNull(queue.line().live(id));
        Line line = queue.line();
        return line.outlook(queue.now().toEpochMilli()).estimate(waiter.priority(), line.position(waiter));
    }

    private ExecutionAccepted accepted() {
        return last(ExecutionAccepted.class);
    }

    private ExecutionScheduled scheduled() {
        return last(ExecutionScheduled.class);
    }

    private <T extends DecisionEvent> T last(Class<T> type) {
        return queue.last().decisions().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
