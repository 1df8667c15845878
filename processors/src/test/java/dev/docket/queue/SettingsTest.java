package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Fault;
import dev.docket.event.QueueSettings;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.RejectionReason;
import org.junit.jupiter.api.Test;

/** A queue's own limits. */
final class SettingsTest {

    private final QueueDriver queue =
            new QueueDriver(rules().maxActive(1).maxPerUser(5).maxPending(6));

    @Test
    void tellsTheLimitsInForceTheQueuesOwnOverTheDefaults() {
        queue.settings(new QueueSettings(null, 3, null, null, 77L, null));

        QueueSettingsApplied applied = assertThatQueue(queue).decision(QueueSettingsApplied.class);
        assertThat(applied.maxActive()).isEqualTo(3);
        assertThat(applied.maxPerUser()).isEqualTo(5);
        assertThat(applied.maxPending()).isEqualTo(6);
        assertThat(applied.maxPendingBytes()).isEqualTo(77);
        assertThat(applied.paused()).isFalse();
    }

    @Test
    void namesEverythingThatIsWrongAndChangesNothing() {
        queue.maxActive(2);

        queue.settings(new QueueSettings(null, -1, 0, 0, 0L, true));

        QueueSettingsRejected rejected = assertThatQueue(queue).decision(QueueSettingsRejected.class);
        assertThat(rejected.faults())
                .extracting(Fault::field)
                .containsExactly("maxActive", "maxPerUser", "maxPending", "maxPendingBytes");
        assertThat(queue.line().limits().maxActive()).isEqualTo(2);
        assertThat(queue.line().limits().paused()).isFalse();
    }

    @Test
    void refusesMoreThanAnybodyCanMean() {
        queue.settings(new QueueSettings(null, 10_000_001, null, null, null, null));

        assertThatQueue(queue).decision(QueueSettingsRejected.class);
    }

    @Test
    void goesBackToTheDefaultsWhenSettingsAreTakenBack() {
        queue.settings(new QueueSettings(null, 0, null, null, null, true));
        queue.submit("a");

        queue.resume();

        assertThatQueue(queue).hasScheduled("a");
        assertThat(queue.line().limits()).isEqualTo(new QueueLimits(1, 5, 6, 1L << 20, false));
        assertThat(queue.ledger().entries()).noneMatch(SettingsEntry.class::isInstance);
    }

    @Test
    void forgetsWhatTheNewSettingsLeaveOut() {
        queue.settings(new QueueSettings(null, 0, 1, null, null, null));

        queue.settings(new QueueSettings(null, null, 2, null, null, null));

        assertThat(queue.line().limits().maxActive()).isEqualTo(1);
        assertThat(queue.line().limits().maxPerUser()).isEqualTo(2);
    }

    @Test
    void appliesToTheNextRequestAndThrowsNobodyOut() {
        queue.maxActive(0);
        queue.submitAll("a", "b");

        queue.settings(new QueueSettings(null, 0, null, 1, null, null));
        assertThatQueue(queue).hasPendingInOrder("a", "b");
        queue.submit("c");

        assertThatQueue(queue).hasPendingInOrder("a", "b").hasRejected(RejectionReason.QUEUE_FULL);
    }

    @Test
    void keepsSettingsOverARestartEvenOfAnEmptyQueue() {
        queue.settings("other", new QueueSettings("other", 7, null, null, null, true));

        queue.restart();

        assertThat(queue.line("other").limits()).isEqualTo(new QueueLimits(7, 5, 6, 1L << 20, true));
        assertThat(queue.line().limits().maxActive()).isEqualTo(1);
    }
}
