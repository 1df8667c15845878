package dev.docket.queue;

import dev.docket.event.Priority;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * For how long executions of one line held their slots: the latest of those that are still remembered, and no others, so
 * that they are the same after a restore in any order.
 *
 * <p>Threading: several may read while nobody writes. The curve is made by whoever wants it first after a change; two may
 * make it at once, and make the same.
 *
 * <p>Invariants: {@code latest} holds the greatest of all that were added, by time and id, ascending, as many as there are
 * up to {@link #MOST}; what is removed is the smallest of all that are left. {@code tally} counts exactly those: whole
 * numbers, so that it does not matter in which order they came and went.
 */
final class HoldTimes {

    static final int MOST = 256;

    private static final Comparator<Hold> ORDER =
            Comparator.comparingLong(Hold::forgetAt).thenComparing(Hold::id);

    private final Hold[] latest = new Hold[MOST];
    private final HoldTally tally = new HoldTally();
    private int size;
    private @Nullable HoldCurve curve;

    /**
     * One execution's hold on its slot.
     *
     * @param forgetAt when it is to be forgotten, in epoch milliseconds
     * @param id its id
     * @param priority its priority
     * @param millis how long it held the slot
     */
    record Hold(long forgetAt, String id, Priority priority, long millis) {}

    /** The curve of these times; null while there are too few to say anything. */
    @Nullable
    HoldCurve curve() {
        HoldCurve known = curve;
        if (known == null && size >= HoldCurve.LEAST) {
            known = new HoldCurve(tally);
            curve = known;
        }
        return known;
    }

    void add(Hold hold) {
        int found = Arrays.binarySearch(latest, 0, size, hold, ORDER);
        int place = found < 0 ? -found - 1 : found;
        if (size < MOST) {
            System.arraycopy(latest, place, latest, place + 1, size - place);
            latest[place] = hold;
            size++;
        } else if (place > 0) {
            tally.change(latest[0], -1);
            System.arraycopy(latest, 1, latest, 0, place - 1);
            latest[place - 1] = hold;
        } else {
            return;
        }
        tally.change(hold, 1);
        curve = null;
    }

    /** Forgets the one of this time and id, if it is among them. */
    void remove(long forgetAt, String id) {
        int found = Arrays.binarySearch(latest, 0, size, new Hold(forgetAt, id, Priority.NORMAL, 0), ORDER);
        if (found >= 0) {
            tally.change(latest[found], -1);
            size--;
            System.arraycopy(latest, found + 1, latest, found, size - found);
            curve = null;
        }
    }
}
