package dev.docket.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.queue.ContentDigest;
import dev.docket.queue.Forecast;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Pending;
import dev.docket.queue.Rules;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An answer is put into words when its copy has been let go of and may have changed: it must be of the moment at which it
 * was asked for.
 */
class AnswersTest {

    private static final String QUEUE = "q";
    private static final long NOW = 1_000_000;

    private final PartitionIndex index = new PartitionIndex(Rules.DEFAULTS);
    private final Copy copy = new Copy(3, index, key -> null, NOW, null);

    @BeforeEach
    void threeWait() {
        for (int i = 0; i < 3; i++) {
            index.put(pending("e" + i, i));
        }
    }

    @Test
    void theStatusOfAnExecutionIsOfTheMomentItWasAskedFor() {
        Supplier<ExecutionStatus> status =
                ExecutionAnswers.status(copy, QUEUE, "e2").orElseThrow();

        allBut("e2");

        assertThat(status.get().line()).isEqualTo(new ExecutionStatus.Place(2, 3));
        assertThat(status.get().waitingFor())
                .singleElement()
                .satisfies(reason -> assertThat(reason.message()).isEqualTo("2 executions are ahead: 2 NORMAL"));
    }

    @Test
    void severalExecutionsAreOfTheMomentTheyWereAskedFor() {
        Supplier<Lookup> lookup = ExecutionAnswers.lookup(copy, QUEUE, List.of("e0", "e1", "unknown"))
                .orElseThrow();

        allBut("e1");

        assertThat(lookup.get().executions())
                .extracting(ExecutionStatus::line)
                .containsExactly(new ExecutionStatus.Place(0, 3), new ExecutionStatus.Place(1, 3));
    }

    @Test
    void anOverviewIsOfTheMomentItWasAskedFor() {
        Supplier<QueueOverview> overview = QueueAnswers.overview(copy, QUEUE);
        QueueOverview atOnce = QueueAnswers.overview(copy, QUEUE).get();

        allBut("e1");

        assertThat(overview.get()).isEqualTo(atOnce);
        assertThat(overview.get().pending().total()).isEqualTo(3);
    }

    @Test
    void aPageIsOfTheMomentItWasAskedFor() {
        Supplier<LinePage> page = QueueAnswers.page(copy, QUEUE, 1, 1);

        allBut("e2");

        assertThat(page.get().depth()).isEqualTo(3);
        assertThat(page.get().next()).isEqualTo(2);
        assertThat(page.get().executions())
                .extracting(LinePage.Waiter::executionId)
                .containsExactly("e1");
    }

    private void allBut(String id) {
        for (int i = 0; i < 3; i++) {
            if (!id.equals("e" + i)) {
                index.remove(pending("e" + i, i).key());
            }
        }
    }

    private static Pending pending(String id, int arrival) {
        return new Pending(
                QUEUE,
                id,
                "user",
                Priority.NORMAL,
                new Incarnation(0, arrival),
                new ContentDigest(1, 2),
                arrival,
                NOW,
                NOW + 60_000,
                100,
                Forecast.NONE);
    }
}
