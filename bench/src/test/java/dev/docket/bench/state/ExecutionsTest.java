package dev.docket.bench.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.lives.Payloads;
import dev.docket.queue.Entry;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.StateFormat;
import dev.docket.queue.Waiter;
import dev.docket.store.SplitValue;
import org.junit.jupiter.api.Test;

class ExecutionsTest {

    private static final int COUNT = 7_000;

    @Test
    void theyStandInTheOrderOfPriorityAndArrival() {
        PartitionIndex index = new PartitionIndex(Executions.RULES);
        for (int i = 0; i < COUNT; i++) {
            index.put(Executions.pending(i));
        }

        // A thousand of each priority in turn: those of the first come at 0 and at 5,000.
        assertThat(index.line(Executions.QUEUE).first()).isEqualTo(Waiter.of(Executions.pending(0)));
        assertThat(index.line(Executions.QUEUE).position(Waiter.of(Executions.pending(5_000))))
                .isEqualTo(1_000);
        assertThat(index.line(Executions.QUEUE).position(Waiter.of(Executions.pending(1_000))))
                .isEqualTo(2_000);
    }

    @Test
    void theirValuesAreThoseOfTheStore() {
        byte[] payload = Executions.payload(new Payloads(1));

        assertThat(payload.length).isBetween(Payloads.REQUEST_BYTES, Payloads.REQUEST_BYTES + 100);
        assertThat(read(Executions.pending(3), payload)).isEqualTo(Executions.pending(3));
        assertThat(read(Executions.active(3), new byte[0])).isEqualTo(Executions.active(3));
        assertThat(read(Executions.finished(3), new byte[0])).isEqualTo(Executions.finished(3));
    }

    private static Entry read(Entry entry, byte[] payload) {
        Entry.Key key = StateFormat.readKey(Executions.key(entry));
        return StateFormat.read(key, SplitValue.header(Executions.value(entry, payload)));
    }
}
