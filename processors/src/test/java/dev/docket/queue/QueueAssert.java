package dev.docket.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionEvent;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.RejectionReason;
import org.assertj.core.api.AbstractAssert;

/** Asserts about a partition and its last answer, in the domain's words. */
final class QueueAssert extends AbstractAssert<QueueAssert, QueueDriver> {

    private QueueAssert(QueueDriver actual) {
        super(actual, QueueAssert.class);
    }

    static QueueAssert assertThatQueue(QueueDriver driver) {
        return new QueueAssert(driver);
    }

    QueueAssert hasPendingInOrder(String... ids) {
        assertThat(actual.line().page(0, Integer.MAX_VALUE))
                .extracting(Waiter::id)
                .containsExactly(ids);
        for (int position = 0; position < ids.length; position++) {
            Waiter waiter = (Waiter) requireNonNull(actual.line().live(ids[position]));
            assertThat(actual.line().position(waiter))
                    .as("position of %s", waiter.id())
                    .isEqualTo(position);
        }
        return this;
    }

    QueueAssert hasActive(String... ids) {
        assertThat(actual.line().active()).as("active").isEqualTo(ids.length);
        for (String id : ids) {
            assertThat(actual.line().live(id)).as(id).isInstanceOf(Active.class);
        }
        return this;
    }

    QueueAssert hasFinished(String... ids) {
        assertThat(actual.line().finished()).as("finished").isEqualTo(ids.length);
        for (String id : ids) {
            assertThat(actual.line().isFinished(id)).as(id).isTrue();
        }
        return this;
    }

    /** The last input was a request, and was refused for this reason. */
    QueueAssert hasRejected(RejectionReason reason) {
        assertThat(decision(ExecutionRejected.class).reason()).isEqualTo(reason);
        return this;
    }

    QueueAssert hasScheduled(String... ids) {
        assertThat(actual.last().decisions())
                .filteredOn(ExecutionScheduled.class::isInstance)
                .extracting(DecisionEvent::executionId)
                .containsExactly(ids);
        assertThat(actual.last().plainCommands())
                .filteredOn(CreatePodCommand.class::isInstance)
                .extracting(Command::executionId)
                .containsExactly(ids);
        return this;
    }

    QueueAssert hasDeletedPod(String id, DeletePodReason reason) {
        assertThat(actual.last().plainCommands())
                .filteredOn(DeletePodCommand.class::isInstance)
                .map(DeletePodCommand.class::cast)
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.executionId()).isEqualTo(id);
                    assertThat(command.reason()).isEqualTo(reason);
                });
        return this;
    }

    QueueAssert hasSentNothing() {
        assertThat(actual.last().commands()).as("commands").isEmpty();
        return this;
    }

    /** The last input had exactly one decision of this kind. */
    <T extends DecisionEvent> T decision(Class<T> type) {
        return assertThat(actual.last().decisions())
                .filteredOn(type::isInstance)
                .map(type::cast)
                .singleElement()
                .actual();
    }
}
