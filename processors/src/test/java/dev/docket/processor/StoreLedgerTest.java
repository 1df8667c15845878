package dev.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.queue.ContentDigest;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Forecast;
import dev.docket.queue.Payload;
import dev.docket.queue.Pending;
import dev.docket.queue.Rules;
import dev.docket.queue.StateFormat;
import dev.docket.queue.Stored;
import dev.docket.queue.Waiter;
import dev.docket.store.SplitValue;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Each gets its own entry and payload back, whether it was written last or lies in the store. */
class StoreLedgerTest {

    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("store").get();
    private final StoreLedger ledger = ledger();

    private StoreLedger ledger() {
        return new StoreLedger(store, (key, place) -> store.get(key), new StateIndex(Rules.DEFAULTS));
    }

    @Test
    void theOneWrittenLastAndTheOneBeforeAreToldApart() {
        Pending first = pending("one", "first", 1);
        Pending last = pending("one", "last", 2);
        ledger.put(first, payload("first"));
        ledger.put(last, payload("last"));

        assertThat(ledger.stored(Waiter.of(first))).isEqualTo(new Stored(first, payload("first")));
        assertThat(ledger.stored(Waiter.of(last))).isEqualTo(new Stored(last, payload("last")));
        assertThat(ledger.digest(Waiter.of(first))).isEqualTo(first.digest());
        assertThat(ledger.digest(Waiter.of(last))).isEqualTo(last.digest());
    }

    @Test
    void theSameIdInAnotherQueueIsAnother() {
        Pending here = pending("one", "same", 1);
        Pending there = pending("two", "same", 1);
        ledger.put(here, payload("here"));
        ledger.put(there, payload("there"));

        assertThat(ledger.stored(Waiter.of(here))).isEqualTo(new Stored(here, payload("here")));
    }

    @Test
    void whatIsRememberedIsWhatIsStored() {
        Pending pending = pending("one", "id", 1);
        ledger.put(pending, payload("script"));

        Waiter waiter = Waiter.of(pending);
        assertThat(ledger().stored(waiter)).isEqualTo(ledger.stored(waiter)).isNotNull();
        assertThat(ledger().digest(waiter)).isEqualTo(ledger.digest(waiter)).isEqualTo(pending.digest());
    }

    /** Nothing is read for the one that was written last: it would be read in most lives. */
    @Test
    void theOneWrittenLastIsNotRead() {
        Pending pending = pending("one", "id", 1);
        ledger.put(pending, payload("script"));
        store.put(key(pending), null);

        assertThat(ledger.stored(Waiter.of(pending))).isEqualTo(new Stored(pending, payload("script")));
        assertThat(ledger.digest(Waiter.of(pending))).isEqualTo(pending.digest());
    }

    @Test
    void whatCannotBeReadIsNothingAndAsksForNothingKnown() {
        Pending pending = pending("one", "id", 1);
        Waiter waiter = Waiter.of(pending);
        byte[] header = StateFormat.write(pending);
        byte[] unknownVersion = header.clone();
        unknownVersion[0] = 99;
        byte[] cut = new byte[header.length / 2];
        System.arraycopy(header, 0, cut, 0, cut.length);
        for (byte[] value : List.of(
                SplitValue.join(unknownVersion, NOTHING), SplitValue.join(cut, NOTHING), NOTHING, new byte[] {9, 9})) {
            store.put(key(pending), value);

            assertThat(ledger.stored(waiter)).isNull();
            assertThat(ledger.digest(waiter)).isEqualTo(ContentDigest.UNKNOWN);
        }
    }

    @Test
    void whoHasNoReadablePayloadStillTellsWhatItAskedFor() {
        Pending pending = pending("one", "id", 1);
        store.put(key(pending), SplitValue.join(StateFormat.write(pending), new byte[] {1, 2, 3}));

        assertThat(ledger.stored(Waiter.of(pending))).isNull();
        assertThat(ledger.digest(Waiter.of(pending))).isEqualTo(pending.digest());
    }

    /** An id may be used again, and what is under a key may be of a later state: neither is taken for the one asked for. */
    @Test
    void anotherOfTheSameIdIsNotTakenForIt() {
        Pending pending = pending("one", "id", 1);
        Pending later = pending("one", "id", 2);
        Finished finished =
                new Finished("one", "id", pending.incarnation(), pending.digest(), Outcome.EXPIRED, 1, 2, null);
        for (Entry other : List.of(later, finished)) {
            store.put(key(other), SplitValue.join(StateFormat.write(other), PayloadFormat.write(payload("other"))));

            assertThat(ledger.stored(Waiter.of(pending))).isNull();
            assertThat(ledger.digest(Waiter.of(pending))).isEqualTo(ContentDigest.UNKNOWN);
        }
    }

    @Test
    void whatIsNotThereIsMissedByWhoeverWantsToRunIt() {
        Waiter waiter = Waiter.of(pending("one", "id", 1));

        assertThat(ledger.digest(waiter)).isEqualTo(ContentDigest.UNKNOWN);
        assertThatIllegalStateException().isThrownBy(() -> ledger.stored(waiter));
    }

    private static Bytes key(Entry entry) {
        return Bytes.wrap(StateFormat.writeKey(entry.key()));
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
                new ContentDigest(offset, 2),
                offset,
                0,
                1,
                100,
                new Forecast(10, 20, 30));
    }
}
