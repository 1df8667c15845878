package dev.docket.processor;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.queue.Effects;
import dev.docket.queue.QueueCore;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import dev.docket.serde.EventJson;
import dev.docket.serde.Topics;
import dev.docket.store.IndexedStores;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets some lives pass through all that handles records, from bytes to bytes, where nothing is kept and nobody is told. An
 * instance that has only followed until now has its state at hand but none of this code: to load and compile it when it
 * takes over costs seconds on a machine that is busy.
 *
 * <p>Threading: one thread runs one rehearsal; it shares nothing with what is real.
 */
public final class Rehearsal {

    /** Enough for the first compiler, which takes what was called some two hundred times. */
    private static final int LIVES = 400;

    /** Half of those who are there wait, half hold a slot. */
    private static final int SLOTS = 8;

    private static final String QUEUE = "rehearsal";

    /** Any moment after the epoch: here, too, time is an input. */
    private static final long BEGIN_MILLIS = 1_000_000;

    private final Topics topics;
    private final InboundReader reader;
    private final int partition;
    private final QueueCore core;
    private final Deque<CreatePodCommand> commands = new ArrayDeque<>();
    private long offset;
    private int ended;

    private Rehearsal(Topics topics, int partitions, Rules rules) {
        Ownership ownership = new Ownership(partitions);
        this.topics = topics;
        reader = new InboundReader(topics, ownership);
        partition = ownership.ownerOf(QUEUE);
        Rules roomy = new Rules(
                new QueueLimits(SLOTS, LIVES, LIVES, Long.MAX_VALUE, false),
                rules.requests(),
                rules.memory(),
                rules.leases(),
                rules.work());
        StateIndex index = new StateIndex(roomy);
        KeyValueStore<Bytes, byte[]> store = IndexedStores.detached(index);
        core = new QueueCore(roomy, new StoreLedger(store, (key, last) -> store.get(key), index), new Audience());
    }

    /**
     * Runs one.
     *
     * @param topics the topics of the installation; none of them is read or written
     * @param partitions how many partitions each input has
     * @param rules what real decisions depend on; the limits are the rehearsal's own
     * @return how many executions lived from their request to their end: all of them, unless the rules refuse them
     */
    public static int run(Topics topics, int partitions, Rules rules) {
        Rehearsal rehearsal = new Rehearsal(topics, partitions, rules);
        for (int life = 0; life < LIVES; life++) {
            rehearsal.request(life);
            if (life >= 2 * SLOTS) {
                rehearsal.endOne();
            }
        }
        while (!rehearsal.commands.isEmpty()) {
            rehearsal.endOne();
        }
        return rehearsal.ended;
    }

    private void request(int life) {
        Priority[] priorities = Priority.values();
        hear(
                topics.executionRequests(),
                new ExecutionRequested(
                        "rehearsal-" + life,
                        "user-" + life % SLOTS,
                        QUEUE,
                        priorities[life % priorities.length].name(),
                        "print(\"as it will be\")\n",
                        "python",
                        "3.12",
                        "python:3.12-slim",
                        List.of("python3", "{script}"),
                        "main.py",
                        1,
                        "100m",
                        "100m",
                        "64Mi",
                        "64Mi",
                        null));
    }

    private void endOne() {
        CreatePodCommand command = commands.poll();
        if (command != null) {
            String id = command.executionId();
            Incarnation incarnation = command.incarnation();
            hear(
                    topics.executionReports(),
                    new ExecutionStarted(QUEUE, id, incarnation, command.attempt(), "pod", "node", null, null));
            hear(
                    topics.executionReports(),
                    new ExecutionCompleted(QUEUE, id, incarnation, command.attempt(), null, null));
        }
    }

    /** A record comes, one each millisecond. */
    private void hear(String topic, Event event) {
        byte[] value = EventJson.write(event);
        long time = BEGIN_MILLIS + offset;
        Origin origin = new Origin(topic, partition, offset++, time, time, false, null);
        Inbound inbound = reader.read(null, value, origin);
        if (inbound instanceof Inbound.OfClient client) {
            core.handle(client.request(), origin.arrival(time, value.length));
        } else if (inbound instanceof Inbound.OfLauncher launcher) {
            core.handle(launcher.report(), origin.arrival(time, value.length));
        }
    }

    /** Has everything put into words, as for the topics. */
    private final class Audience implements Effects {

        @Override
        public void decided(DecisionEvent decision) {
            EventJson.write(decision);
            if (decision instanceof ExecutionCompleted) {
                ended++;
            }
        }

        @Override
        public void command(Command command, @Nullable String traceparent) {
            EventJson.write(command);
            if (command instanceof CreatePodCommand create) {
                commands.add(create);
            }
        }

        @Override
        public void wantTick() {
            // There is always another record.
        }
    }
}
