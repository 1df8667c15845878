package dev.docket.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.broker.BrokerTuning;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverIT {

    private static final int HISTORY = 1_200;

    /** Each execution of the history left four or more records; so many would be half of what one partition has. */
    private static final long HALF_A_PARTITION = 2L * HISTORY / Fleet.PARTITIONS;

    private static final double REQUESTS_PER_SECOND = 24;

    private static final long PROMISED_MILLIS = 10_000;

    /** Whoever is killed dies within a transaction; nobody gets past it by itself before so long. */
    private static final long TRANSACTION_MILLIS = 20_000;

    @TempDir
    Path directory;

    @Test
    void aKilledCoordinatorIsReplacedByItsStandbyAndNothingIsLost() throws Exception {
        try (Failover failover = Failover.start(
                directory, BrokerTuning.TUNED, new Failover.Load(2, REQUESTS_PER_SECOND, HISTORY), Map.of())) {
            Takeover takeover = failover.end(Failover.Signal.KILL);

            assertThat(takeover.partitions()).isPositive();
            assertThat(takeover.answerGap()).as("without an answer").isLessThan(PROMISED_MILLIS);
            assertThat(takeover.decisionGap()).as("without a decision").isLessThan(TRANSACTION_MILLIS);
            assertThat(takeover.replayed()).as("records replayed: %s", takeover).isLessThan(HALF_A_PARTITION);

            Failover.Ending ending = failover.finish();

            assertThat(ending.lost()).isZero();
            assertThat(ending.audit().answers().submitted()).isEqualTo(ending.sent());
            assertThat(ending.audit().unaccounted()).isZero();
            assertThat(ending.audit().faults()).isEmpty();
            assertThat(ending.audit().ended())
                    .isPositive()
                    .isEqualTo(ending.audit().answers().accepted());
        }
    }
}
