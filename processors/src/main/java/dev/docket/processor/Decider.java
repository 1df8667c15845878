package dev.docket.processor;

import dev.docket.queue.Arrival;
import dev.docket.queue.Effects;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.QueueCore;
import dev.docket.queue.Rules;
import dev.docket.store.IndexAccess;
import dev.docket.store.RecordReader;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The queue core over the store of one task; made when it is first needed, since its index may still be in the making. */
final class Decider {

    private final KeyValueStore<Bytes, byte[]> store;
    private final Rules rules;
    private final Effects effects;
    private @Nullable StateIndex index;
    private @Nullable QueueCore core;

    Decider(KeyValueStore<Bytes, byte[]> store, Rules rules, Effects effects) {
        this.store = store;
        this.rules = rules;
        this.effects = effects;
    }

    PartitionIndex index() {
        return stateIndex().partition();
    }

    private StateIndex stateIndex() {
        StateIndex known = index;
        if (known == null) {
            known = IndexAccess.to(store, StateIndex.class);
            index = known;
        }
        return known;
    }

    void decide(Inbound inbound, Arrival arrival) {
        QueueCore ready = core;
        if (ready == null) {
            ready = new QueueCore(rules, new StoreLedger(store, RecordReader.of(store), stateIndex()), effects);
            core = ready;
        }
        if (inbound instanceof Inbound.OfClient client) {
            ready.handle(client.request(), arrival);
        } else if (inbound instanceof Inbound.OfLauncher launcher) {
            ready.handle(launcher.report(), arrival);
        } else if (inbound instanceof Inbound.OfOperator operator) {
            ready.handle(operator.queue(), operator.settings(), arrival);
        } else {
            throw new IllegalStateException("nothing to decide about " + inbound);
        }
    }
}
