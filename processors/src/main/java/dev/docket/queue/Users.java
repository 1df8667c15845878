package dev.docket.queue;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each user has in a line: by name, and by a number that stands for the name in a {@link PackedWaiter}.
 *
 * <p>Threading: none of its own. Reads do not write, so readers may share a lock.
 *
 * <p>Invariant: whoever has anything here, and nobody else, has a tally, and one number for as long as that.
 */
final class Users {

    private final Map<String, Tally> byName = new HashMap<>();
    private final Numbered<Tally> byNumber = new Numbered<>();

    /** What one user has here. */
    private static final class Tally {
        final String userId;
        final int number;
        int pending;
        int active;

        Tally(String userId, int number) {
            this.userId = userId;
            this.number = number;
        }
    }

    /** One more of this user waits; returns the user's number. */
    int addPending(String userId) {
        Tally tally = tally(userId);
        tally.pending++;
        return tally.number;
    }

    /** One less of the user of this number waits. */
    void removePending(int number) {
        Tally tally = byNumber.get(number);
        tally.pending--;
        settle(tally);
    }

    /** One more of this user holds a slot. */
    void addActive(String userId) {
        tally(userId).active++;
    }

    /** One less of this user holds a slot. */
    void removeActive(String userId) {
        Tally tally = Objects.requireNonNull(byName.get(userId), userId);
        tally.active--;
        settle(tally);
    }

    UserCount count(String userId) {
        Tally tally = byName.get(userId);
        return tally == null ? UserCount.NONE : new UserCount(tally.pending, tally.active);
    }

    /** How many pending and active executions this user has. */
    int total(String userId) {
        Tally tally = byName.get(userId);
        return tally == null ? 0 : tally.pending + tally.active;
    }

    /** The name of the user of this number, who has something here. */
    String name(int number) {
        return byNumber.get(number).userId;
    }

    /** This name, as the text that all share; null if this user has nothing. */
    @Nullable
    String name(String userId) {
        Tally tally = byName.get(userId);
        return tally == null ? null : tally.userId;
    }

    /** Those who have something here. */
    Collection<String> names() {
        return Collections.unmodifiableCollection(byName.keySet());
    }

    private Tally tally(String userId) {
        return byName.computeIfAbsent(userId, name -> byNumber.add(number -> new Tally(name, number)));
    }

    private void settle(Tally tally) {
        if (tally.pending + tally.active == 0) {
            byName.remove(tally.userId);
            byNumber.remove(tally.number);
        }
    }
}
