package dev.docket.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Things that have small numbers, by which they are referred to where millions of references would be too dear. Whoever comes
 * takes the number of one that has left, if there is one, so that the numbers are as small as they can be.
 *
 * <p>Threading: none of its own. Reads do not write, so readers may share a lock.
 *
 * <p>Invariant: the numbers below {@code things.size()} are those in use and, each once, the first {@code freed} of
 * {@code free}.
 *
 * @param <T> what has a number
 */
final class Numbered<T> {

    private final List<@Nullable T> things = new ArrayList<>();
    private int[] free = {};
    private int freed;

    /** Makes something for a number that nothing has, and keeps it under that until it is removed. */
    T add(IntFunction<T> maker) {
        if (freed > 0) {
            int number = free[freed - 1];
            T thing = maker.apply(number);
            things.set(number, thing);
            freed--;
            return thing;
        }
        T thing = maker.apply(things.size());
        things.add(thing);
        return thing;
    }

    /** What has this number, which must be in use. */
    T get(int number) {
        return Objects.requireNonNull(things.get(number));
    }

    /** Gives a number that is in use free. */
    void remove(int number) {
        Objects.requireNonNull(things.set(number, null));
        if (freed + 1 == things.size()) {
            clear();
            return;
        }
        if (freed == free.length) {
            free = Arrays.copyOf(free, Math.max(4, 2 * freed));
        }
        free[freed++] = number;
    }

    /** Gives all of them free. */
    void clear() {
        things.clear();
        free = new int[0];
        freed = 0;
    }
}
