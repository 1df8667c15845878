package dev.docket.topology;

import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.RejectionReason;
import dev.docket.queue.Active;
import dev.docket.queue.Line;
import dev.docket.queue.Waiter;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** What tests say of a queue, and of the decisions about it. */
final class QueueAssert extends AbstractAssert<QueueAssert, Line> {

    private QueueAssert(Line line) {
        super(line, QueueAssert.class);
    }

    static QueueAssert assertThat(Line line) {
        return new QueueAssert(line);
    }

    static DecisionsAssert assertThat(List<DecisionEvent> decisions) {
        return new DecisionsAssert(decisions);
    }

    QueueAssert hasPendingInOrder(String... ids) {
        Assertions.assertThat(actual.page(0, Integer.MAX_VALUE))
                .extracting(Waiter::id)
                .containsExactly(ids);
        Assertions.assertThat(actual.pending()).isEqualTo(ids.length);
        return this;
    }

    QueueAssert hasActive(String... ids) {
        for (String id : ids) {
            Assertions.assertThat(actual.live(id)).as(id).isInstanceOf(Active.class);
        }
        Assertions.assertThat(actual.active()).isEqualTo(ids.length);
        return this;
    }

    QueueAssert hasFinished(String... ids) {
        for (String id : ids) {
            Assertions.assertThat(actual.isFinished(id)).as(id).isTrue();
        }
        Assertions.assertThat(actual.finished()).isEqualTo(ids.length);
        return this;
    }

    /** What tests say of decisions. */
    static final class DecisionsAssert extends AbstractAssert<DecisionsAssert, List<DecisionEvent>> {

        private DecisionsAssert(List<DecisionEvent> decisions) {
            super(decisions, DecisionsAssert.class);
        }

        /** The names of the decisions and of what they are about: {@code ExecutionAccepted a}. */
        DecisionsAssert are(String... typesAndIds) {
            names().containsExactly(typesAndIds);
            return this;
        }

        DecisionsAssert areNone() {
            names().isEmpty();
            return this;
        }

        DecisionsAssert rejectFor(RejectionReason reason) {
            Assertions.assertThat(actual).hasSize(1);
            Assertions.assertThat(actual.get(0)).isInstanceOfSatisfying(ExecutionRejected.class, rejected -> {
                Assertions.assertThat(rejected.reason()).isEqualTo(reason);
                Assertions.assertThat(rejected.message()).isEqualTo(reason.text());
            });
            return this;
        }

        DecisionsAssert rejectFaultsIn(String... fields) {
            rejectFor(RejectionReason.INVALID);
            Assertions.assertThat(((ExecutionRejected) actual.get(0)).faults())
                    .extracting("field")
                    .containsExactlyInAnyOrder((Object[]) fields);
            return this;
        }

        DecisionsAssert acceptAtPosition(long position) {
            Assertions.assertThat(actual).isNotEmpty();
            Assertions.assertThat(actual.get(0))
                    .isInstanceOfSatisfying(
                            ExecutionAccepted.class,
                            accepted ->
                                    Assertions.assertThat(accepted.position()).isEqualTo(position));
            return this;
        }

        <T extends DecisionEvent> T only(Class<T> type) {
            List<T> found =
                    actual.stream().filter(type::isInstance).map(type::cast).collect(Collectors.toList());
            Assertions.assertThat(found)
                    .as("%s among %s", type.getSimpleName(), actual)
                    .hasSize(1);
            return found.get(0);
        }

        private ListAssert<String> names() {
            return Assertions.assertThat(actual.stream()
                    .map(decision -> decision.executionId() == null
                            ? decision.type()
                            : decision.type() + " " + decision.executionId())
                    .toList());
        }
    }
}
