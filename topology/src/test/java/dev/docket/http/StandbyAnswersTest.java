package dev.docket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.query.Copy;
import dev.docket.query.ExecutionAnswers;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A standby that does not know an execution may only be behind: it must not say that there is none. */
class StandbyAnswersTest {

    private static final Copy ORIGINAL = copy(null);
    private static final Copy STANDBY = copy(new Copy.Behind(0L));

    @Test
    void onlyTheOriginalSaysThatThereIsNoSuchExecution() {
        assertThat(ExecutionEndpoints.status(ORIGINAL, "q", "a"))
                .hasValueSatisfying(reply -> assertThat(reply.get().status()).isEqualTo(404));
        assertThat(ExecutionEndpoints.status(STANDBY, "q", "a")).isEmpty();
    }

    @Test
    void onlyTheOriginalSaysThatThereIsNoneOfSeveral() {
        assertThat(ExecutionAnswers.lookup(ORIGINAL, "q", List.of("a", "b")))
                .hasValueSatisfying(
                        found -> assertThat(found.get().executions()).isEmpty());
        assertThat(ExecutionAnswers.lookup(STANDBY, "q", List.of("a", "b"))).isEmpty();
    }

    private static Copy copy(Copy.Behind behind) {
        return new Copy(0, new PartitionIndex(Rules.DEFAULTS), key -> null, 0, behind);
    }
}
