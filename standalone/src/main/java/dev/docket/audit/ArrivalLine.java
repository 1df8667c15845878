package dev.docket.audit;

import dev.docket.event.Incarnation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those of one priority who wait, in the order of their arrival. Every arrival takes the next place; a Fenwick tree over
 * the places counts the ones still taken, so that the rank of any and the first of all take O(log n).
 */
final class ArrivalLine {

    private final List<Incarnation> arrivals = new ArrayList<>();
    private int[] tree = new int[1024];
    private int size;

    /** Takes the next place and returns its number. */
    int add(Incarnation arrival) {
        arrivals.add(arrival);
        int place = arrivals.size();
        if (place >= tree.length) {
            grow();
        }
        change(place, 1);
        size++;
        return place;
    }

    /** Leaves a place that is taken. */
    void remove(int place) {
        change(place, -1);
        size--;
    }

    /** How many places before this one are taken. */
    int ahead(int place) {
        int count = 0;
        for (int node = place - 1; node > 0; node &= node - 1) {
            count += tree[node];
        }
        return count;
    }

    int size() {
        return size;
    }

    /** The one in the first place that is taken, if any is. */
    @Nullable
    Incarnation first() {
        if (size == 0) {
            return null;
        }
        int place = 0;
        for (int step = Integer.highestOneBit(tree.length - 1); step > 0; step >>= 1) {
            if (place + step < tree.length && tree[place + step] == 0) {
                place += step;
            }
        }
        return arrivals.get(place);
    }

    private void change(int place, int by) {
        for (int node = place; node < tree.length; node += node & -node) {
            tree[node] += by;
        }
    }

    /** The node at a new power of two covers all before it, so it starts with their number. */
    private void grow() {
        int old = tree.length;
        tree = Arrays.copyOf(tree, 2 * old);
        tree[old] = size;
    }
}
