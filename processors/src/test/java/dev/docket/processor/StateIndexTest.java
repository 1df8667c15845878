package dev.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.queue.ContentDigest;
import dev.docket.queue.EarlyCancel;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Forecast;
import dev.docket.queue.Pending;
import dev.docket.queue.Rules;
import dev.docket.queue.StateFormat;
import dev.docket.store.Presence;
import dev.docket.store.SplitValue;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** What was announced counts for the very value it was announced with, and for the next write only. */
class StateIndexTest {

    private final StateIndex index = new StateIndex(Rules.DEFAULTS);
    private final Finished announced = finished("announced");
    private final Finished other = finished("other");

    @Test
    void aWriteThatNeverCameIsNotTakenForTheNext() {
        index.announce(value(announced), announced);
        index.changed(key(other), value(other));

        assertThat(index.partition().line("q").isFinished("other")).isTrue();
        assertThat(index.partition().line("q").isFinished("announced")).isFalse();
    }

    @Test
    void anAnnouncementIsOverAfterOneWrite() {
        byte[] value = value(announced);
        index.announce(value, announced);
        index.changed(key(announced), null);
        assertThat(index.partition().line("q").finished()).isZero();

        index.changed(key(other), value);
        assertThat(index.partition().line("q").isFinished("other")).isTrue();
    }

    /** The store deletes no payload of what is said to have none: only those who wait have one. */
    @Test
    void knowsWhatIsUnderAKeyAndWhoMayHaveAPayload() {
        EarlyCancel cancel = new EarlyCancel("q", "early", "", 2);
        Pending pending = pending();
        assertThat(index.presence(key(announced))).isEqualTo(Presence.ABSENT);
        assertThat(index.presence(key(cancel))).isEqualTo(Presence.ABSENT);

        for (Entry entry : List.of(announced, cancel, pending)) {
            index.changed(key(entry), value(entry));
        }

        assertThat(index.presence(key(announced))).isEqualTo(Presence.WITHOUT_PAYLOAD);
        assertThat(index.presence(key(cancel))).isEqualTo(Presence.WITHOUT_PAYLOAD);
        assertThat(index.presence(key(pending))).isEqualTo(Presence.UNKNOWN);
        assertThat(index.presence(key(other))).isEqualTo(Presence.ABSENT);
        index.changed(key(pending), null);
        assertThat(index.presence(key(pending))).isEqualTo(Presence.ABSENT);
    }

    /** The order in which they are read is that in which they are scheduled, whatever their ids. */
    @Test
    void thoseWhoWaitHaveTheirPlacesInTheOrderOfTheLine() {
        Pending second = pending("a", 2L << 60 | 7);
        Pending first = pending("b", 1L << 60 | 900);
        Pending third = pending("0", 2L << 60 | 300);
        for (Pending pending : List.of(third, first, second)) {
            Bytes before = index.place(key(pending), value(pending));
            index.changed(key(pending), value(pending));
            assertThat(index.place(key(pending))).isEqualTo(before);
        }

        assertThat(List.of(third, first, second).stream()
                        .sorted(Comparator.comparing(pending -> index.place(key(pending))))
                        .toList())
                .containsExactly(first, second, third);
        assertThat(StateIndex.place("q", third.orderKey())).isEqualTo(index.place(key(third)));
        assertThat(StateIndex.place("r", first.orderKey())).isNotEqualTo(index.place(key(first)));
    }

    private static Pending pending() {
        return pending("waits", 3);
    }

    private static Pending pending(String id, long orderKey) {
        return new Pending(
                "q",
                id,
                "user",
                Priority.NORMAL,
                new Incarnation(0, 3),
                new ContentDigest(1, 2),
                orderKey,
                1,
                2,
                10,
                Forecast.NONE);
    }

    private static Finished finished(String id) {
        return new Finished("q", id, new Incarnation(0, 1), new ContentDigest(1, 2), Outcome.COMPLETED, 1, 2, null);
    }

    private static Bytes key(Entry entry) {
        return Bytes.wrap(StateFormat.writeKey(entry.key()));
    }

    private static byte[] value(Entry entry) {
        return SplitValue.join(StateFormat.write(entry), new byte[0]);
    }
}
