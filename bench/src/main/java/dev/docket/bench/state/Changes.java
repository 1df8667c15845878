package dev.docket.bench.state;

import dev.docket.bench.lives.Payloads;
import dev.docket.queue.Pending;

/** What the changelog of a line holds. */
@FunctionalInterface
public interface Changes {

    /** Writes all of it, in order. */
    void writeTo(ChangelogWriter changelog);

    /** So many who wait, without payloads. */
    static Changes waiting(int count) {
        return changelog -> {
            for (int i = 0; i < count; i++) {
                Pending pending = Executions.pending(i);
                changelog.put(pending, Executions.value(pending));
            }
        };
    }

    /** So many who wait, with their payloads. */
    static Changes waitingWithPayloads(int count) {
        return changelog -> {
            Payloads payloads = new Payloads(1);
            for (int i = 0; i < count; i++) {
                Pending pending = Executions.pending(i);
                changelog.put(pending, Executions.value(pending, Executions.payload(payloads)));
            }
        };
    }

    /**
     * So many lives, one behind the other: each waits with its payload, holds a slot, is remembered as finished, is
     * forgotten; from one to the next, a tenth of all the others come first.
     */
    static Changes lives(int count) {
        return changelog -> {
            Payloads payloads = new Payloads(1);
            int apart = Math.max(1, count / 10);
            for (int i = 0; i < count; i++) {
                Pending pending = Executions.pending(i);
                changelog.put(pending, Executions.value(pending, Executions.payload(payloads)));
                if (i >= apart) {
                    changelog.put(Executions.active(i - apart), Executions.value(Executions.active(i - apart)));
                }
                if (i >= 2 * apart) {
                    int over = i - 2 * apart;
                    changelog.put(Executions.finished(over), Executions.value(Executions.finished(over)));
                }
                if (i >= 3 * apart) {
                    changelog.put(Executions.finished(i - 3 * apart), null);
                }
            }
        };
    }
}
