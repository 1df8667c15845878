package dev.docket.processor;

import static dev.docket.processor.Samples.json;
import static dev.docket.processor.Samples.request;
import static dev.docket.processor.SeveralPartitions.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionCompleted;
import dev.docket.event.Incarnation;
import dev.docket.event.Tick;
import dev.docket.queue.Rules;
import dev.docket.serde.EventFamily;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wall-clock time sends ticks and does nothing else. */
class AlarmTest {

    private static final String REPORTS = TOPICS.executionReports();
    private static final long LAUNCH_LEASE = Duration.ofHours(4).plusMinutes(15).toMillis();

    @TempDir
    Path directory;

    private SeveralPartitions partitions;

    @BeforeEach
    void open() {
        partitions = new SeveralPartitions(3, Rules.DEFAULTS, directory);
    }

    @AfterEach
    void close() {
        partitions.close();
    }

    @Test
    void sendsNothingWhileNothingIsDue() {
        int owner = submit("a");
        partitions.advance(LAUNCH_LEASE - 1);
        punctuateAll();

        assertThat(ticks()).isZero();
        partitions.advance(1);
        punctuateAll();
        assertThat(ticks()).isEqualTo(1);
        assertThat(partitions.log(REPORTS, owner).get(0).event(EventFamily.REPORTS))
                .isEqualTo(new Tick(owner));
    }

    @Test
    void sendsOneTickUntilItWasReadAndAnotherAfterTenSeconds() {
        submit("a");
        partitions.advance(LAUNCH_LEASE);
        for (int i = 0; i < 50; i++) {
            punctuateAll();
            partitions.advance(199);
        }
        assertThat(ticks()).as("for 9.95 seconds").isEqualTo(1);

        partitions.advance(50);
        punctuateAll();
        punctuateAll();
        assertThat(ticks()).isEqualTo(2);
    }

    @Test
    void theWallClockAloneEndsNothing() {
        submit("a");
        partitions.advance(Duration.ofDays(40).toMillis());
        punctuateAll();
        punctuateAll();
        assertThat(partitions.decisions()).hasSize(2);

        partitions.readAll();
        assertThat(partitions.decisionNames()).hasSize(3).contains("ExecutionFailed a");
    }

    @Test
    void onceTheTickWasReadTheNextThatIsDueRingsAtOnce() {
        submit("a");
        partitions.advance(LAUNCH_LEASE);
        punctuateAll();
        partitions.readAll();
        assertThat(ticks()).isEqualTo(1);

        punctuateAll();
        assertThat(ticks()).as("nothing is left").isEqualTo(1);
        partitions.advance(Rules.DEFAULTS.memory().finishedRetention().toMillis());
        punctuateAll();
        assertThat(ticks()).isEqualTo(2);
    }

    @Test
    void aTickBehindTheBrokersClockDoesNotComeFasterThanTheBrokersClockGoesOn() {
        submit("a");
        partitions.advance(LAUNCH_LEASE);
        // This coordinator's clock is an hour ahead of the broker's: each tick is read too early.
        partitions.skewBroker(-Duration.ofHours(1).toMillis());
        for (int i = 0; i < 50; i++) {
            punctuateAll();
            partitions.readAll();
            partitions.advance(200);
        }

        assertThat(ticks()).as("in ten seconds").isLessThanOrEqualTo(11);
        assertThat(partitions.decisions()).hasSize(2);
    }

    @Test
    void completionsThatWaitedInTheTopicWinOverEveryLease() {
        int owner = submit("a");
        submit("b");
        // The coordinator stops. The launcher goes on, and its reports wait.
        partitions.append(
                REPORTS, owner, null, json(new ExecutionCompleted("q", "a", new Incarnation(owner, 0), 1, null, null)));
        partitions.append(
                REPORTS, owner, null, json(new ExecutionCompleted("q", "b", new Incarnation(owner, 1), 1, null, null)));
        partitions.advance(Duration.ofDays(3).toMillis());

        // It starts again, and its alarm rings before it has read a single record.
        partitions.punctuate(owner);
        assertThat(ticks()).isEqualTo(1);
        partitions.readAll();

        assertThat(partitions.decisionNames())
                .containsExactly(
                        "ExecutionAccepted a",
                        "ExecutionScheduled a",
                        "ExecutionAccepted b",
                        "ExecutionScheduled b",
                        "ExecutionCompleted a",
                        "ExecutionCompleted b");
    }

    private int submit(String id) {
        int owner = new Ownership(3).ownerOf("q");
        partitions.append(TOPICS.executionRequests(), owner, null, json(request("q", id)));
        partitions.readAll();
        return owner;
    }

    private void punctuateAll() {
        for (int partition = 0; partition < 3; partition++) {
            partitions.punctuate(partition);
        }
    }

    private int ticks() {
        return (int) partitions.log(REPORTS).stream()
                .filter(stored -> stored.event(EventFamily.REPORTS) instanceof Tick)
                .count();
    }
}
