package dev.docket.bench.lives;

import java.util.Arrays;

/** Bytes inside bytes. */
final class Splice {

    private Splice() {}

    /** Where {@code what} begins in {@code where}; -1 if nowhere. */
    static int find(byte[] where, byte[] what) {
        for (int at = 0; at <= where.length - what.length; at++) {
            if (where[at] == what[0] && Arrays.equals(where, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }

    /** A copy with other bytes at a place; unchanged where the place is -1. */
    static byte[] copy(byte[] original, int at, byte[] with) {
        byte[] copy = original.clone();
        if (at >= 0) {
            System.arraycopy(with, 0, copy, at, with.length);
        }
        return copy;
    }
}
