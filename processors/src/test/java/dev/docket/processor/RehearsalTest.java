package dev.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import dev.docket.serde.Topics;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final int ALL = 400;

    @Test
    void everyLifeIsLivedToItsEnd() {
        assertThat(Rehearsal.run(new Topics("docket"), 12, rules(QueueLimits.DEFAULTS)))
                .isEqualTo(ALL);
    }

    /** An installation whose queues are closed by default rehearses all the same. */
    @Test
    void theLimitsOfRealQueuesDoNotMatter() {
        QueueLimits closed = new QueueLimits(0, 1, 1, 1, true);

        assertThat(Rehearsal.run(new Topics("docket"), 1, rules(closed))).isEqualTo(ALL);
    }

    private static Rules rules(QueueLimits limits) {
        return new Rules(
                limits, Rules.Requests.DEFAULTS, Rules.Memory.DEFAULTS, Rules.Leases.DEFAULTS, Rules.Work.DEFAULTS);
    }
}
