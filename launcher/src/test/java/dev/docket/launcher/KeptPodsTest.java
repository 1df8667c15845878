package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptPodsTest {
    private final CommandPartition partition = new CommandPartition(0, 0, Fence.NONE);
    private final KeptPods kept = new KeptPods(2);

    @Test
    void theOneThatEndedFirstGoesFirst() {
        PodTrack young = track("young");
        PodTrack old = track("old");
        PodTrack middle = track("middle");
        assertThat(kept.add(young, Instant.ofEpochSecond(30))).isNull();
        assertThat(kept.add(old, Instant.ofEpochSecond(10))).isNull();

        assertThat(kept.add(middle, Instant.ofEpochSecond(20))).isSameAs(old);
    }

    @Test
    void oneThatIsGoneMakesRoom() {
        PodTrack first = track("first");
        kept.add(first, Instant.ofEpochSecond(10));
        kept.add(track("second"), Instant.ofEpochSecond(20));
        kept.forget(first);

        assertThat(kept.add(track("third"), Instant.ofEpochSecond(30))).isNull();
    }

    @Test
    void thoseOfALostPartitionCountNoMore() {
        kept.add(track("first"), Instant.ofEpochSecond(10));
        kept.add(track("second"), Instant.ofEpochSecond(20));
        kept.forget(partition);

        assertThat(kept.add(track("third"), Instant.ofEpochSecond(5))).isNull();
    }

    @Test
    void withNoRoomAtAllEachGoesAtOnce() {
        PodTrack only = track("only");
        assertThat(new KeptPods(0).add(only, Instant.EPOCH)).isSameAs(only);
    }

    private PodTrack track(String name) {
        return new PodTrack(name, Commands.create(name).attemptId(), partition, 0);
    }
}
