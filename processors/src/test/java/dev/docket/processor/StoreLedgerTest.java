package dev.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.queue.ContentDigest;
import dev.docket.queue.Forecast;
import dev.docket.queue.Payload;
import dev.docket.queue.Pending;
import dev.docket.queue.Rules;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Each gets its own payload back, whether it was written last or lies in the store. */
class StoreLedgerTest {

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("store").get();
    private final StoreLedger ledger = ledger();

    private StoreLedger ledger() {
        return new StoreLedger(store, new StateIndex(Rules.DEFAULTS));
    }

    @Test
    void theOneWrittenLastAndTheOneBeforeAreToldApart() {
        Pending first = pending("one", "first", 1);
        Pending last = pending("one", "last", 2);
        ledger.put(first, payload("first"));
        ledger.put(last, payload("last"));

        assertThat(ledger.payload(first)).isEqualTo(payload("first"));
        assertThat(ledger.payload(last)).isEqualTo(payload("last"));
    }

    @Test
    void theSameIdInAnotherQueueIsAnother() {
        Pending here = pending("one", "same", 1);
        Pending there = pending("two", "same", 1);
        ledger.put(here, payload("here"));
        ledger.put(there, payload("there"));

        assertThat(ledger.payload(here)).isEqualTo(payload("here"));
    }

    @Test
    void whatIsRememberedIsWhatIsStored() {
        Pending pending = pending("one", "id", 1);
        ledger.put(pending, payload("script"));

        assertThat(ledger().payload(pending)).isEqualTo(ledger.payload(pending));
    }

    private static Payload payload(String script) {
        return new Payload(
                new ExecutionSpec(script, null, null, "image", List.of("run"), "file", 60, "1", "1", "1Gi", "1Gi"),
                null,
                null);
    }

    private static Pending pending(String queue, String id, long offset) {
        return new Pending(
                queue,
                id,
                "user",
                Priority.NORMAL,
                new Incarnation(0, offset),
                new ContentDigest(1, 2),
                offset,
                0,
                1,
                100,
                Forecast.NONE);
    }
}
