package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is ahead of whom. */
final class OrderTest {

    private final QueueDriver queue = new QueueDriver(rules().maxActive(0));

    @Test
    void admitsTheOldestAmongEqualPriorities() {
        queue.submitAll("c", "a", "b");

        assertThatQueue(queue).hasPendingInOrder("c", "a", "b");
        queue.maxActive(1);
        assertThatQueue(queue).hasScheduled("c");
    }

    @Test
    void admitsEveryPriorityBeforeTheNext() {
        List<Priority> lastFirst =
                List.of(Priority.BACKGROUND, Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.CRITICAL);
        lastFirst.forEach(priority -> queue.submit(aRequest(priority.name()).priority(priority)));

        assertThatQueue(queue).hasPendingInOrder("CRITICAL", "HIGH", "NORMAL", "LOW", "BACKGROUND");
    }

    /** The rank in a heap's array would be another from the third on. */
    @Test
    void tellsTheTrueRankNotAPlaceInAHeap() {
        for (int i = 0; i < 200; i++) {
            queue.submit(aRequest("id" + i).user("u" + i % 7).priority(Priority.values()[i * 7 % 5]));
        }
        for (int i = 0; i < 200; i += 3) {
            queue.cancel("id" + i);
        }

        List<Waiter> order = queue.line().page(0, 200);
        assertThat(order).hasSize(133);
        for (int position = 0; position < order.size(); position++) {
            assertThat(queue.line().position(order.get(position))).isEqualTo(position);
        }
        assertThat(order)
                .isSortedAccordingTo((a, b) -> a.priority() == b.priority()
                        ? Long.compare(a.incarnation().offset(), b.incarnation().offset())
                        : a.priority().compareTo(b.priority()));
    }

    @Test
    void movesEverybodyBehindUpWhenSomebodyLeavesTheMiddle() {
        queue.submitAll("a", "b", "c");

        queue.cancel("b");

        assertThatQueue(queue).hasPendingInOrder("a", "c");
    }

    @Test
    void doesNotLookAtTheClock() {
        queue.submit("a");
        queue.advance(Duration.ofHours(-1)).submit("b");

        assertThatQueue(queue).hasPendingInOrder("a", "b");
    }

    @Test
    void keepsTheOrderOverARestart() {
        queue.submitAll("c", "a");
        queue.submit(aRequest("b").priority(Priority.CRITICAL));

        queue.restart();

        assertThatQueue(queue).hasPendingInOrder("b", "c", "a");
    }
}
