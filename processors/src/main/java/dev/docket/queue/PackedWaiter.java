package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A {@link Waiter} as one array of bytes, since there may be millions: 64 bytes of heap for an id of 17 characters. The same one
 * array stands in the order, in the table of ids and in the agenda of its partition, and is never changed.
 *
 * <p>Form: a byte of flags with the priority's rank in its lower three bits; the length of the id in characters; the id, a byte
 * for each, or two if one of them needs two; the number of its line; the number of its user there; offset and partition
 * of its incarnation; when it was accepted; how much later it is due; the bytes of its payload; the bits of what was expected
 * (four bytes); and its order key (eight bytes) if that does not follow from priority and offset. Numbers are written seven
 * bits in a byte, the lowest first, with the eighth bit where more follow (LEB128, as in DWARF). It is of one process, and may
 * change with every version.
 *
 * <p>An object of this class is one that was read; it is not kept.
 */
final class PackedWaiter {

    private static final int RANK = 0b111;
    private static final int WIDE = 1 << 3;
    private static final int OWN_ORDER_KEY = 1 << 4;

    /** One byte of flags, nine numbers of ten bytes at the most, four bytes and eight. */
    private static final int MOST_BYTES_BESIDE_ID = 1 + 9 * 10 + Integer.BYTES + Long.BYTES;

    private static final Priority[] BY_RANK = byRank();

    private final byte[] packed;
    private final int flags;
    private final int idAt;
    private final int idLength;
    private final int line;
    private final int user;
    private final long offset;
    private final int partition;
    private final long acceptedAt;
    private final long dueAt;
    private final int payloadBytes;
    private final float expected90;
    private final long orderKey;

    /** Reads one. */
    PackedWaiter(byte[] packed) {
        this.packed = packed;
        Cursor in = new Cursor(packed);
        flags = in.read();
        idLength = (int) in.readNumber();
        idAt = in.at;
        in.at += isWide(flags) ? 2 * idLength : idLength;
        line = (int) in.readNumber();
        user = (int) in.readNumber();
        offset = in.readNumber();
        partition = (int) in.readNumber();
        acceptedAt = in.readNumber();
        dueAt = acceptedAt + in.readNumber();
        payloadBytes = (int) in.readNumber();
        expected90 = Float.intBitsToFloat((int) in.readFixed(Integer.BYTES));
        orderKey = (flags & OWN_ORDER_KEY) == 0 ? OrderKey.of(priority(), offset) : in.readFixed(Long.BYTES);
    }

    /**
     * Packs one.
     *
     * @param line the number of its line
     * @param user the number of its user there
     */
    static byte[] pack(Waiter waiter, int line, int user) {
        String id = waiter.id();
        boolean isWide = isWide(id);
        long offset = waiter.incarnation().offset();
        boolean ownKey = waiter.orderKey() != OrderKey.of(waiter.priority(), offset);
        Cursor out = new Cursor(new byte[MOST_BYTES_BESIDE_ID + 2 * id.length()]);
        out.write(waiter.priority().rank() | (isWide ? WIDE : 0) | (ownKey ? OWN_ORDER_KEY : 0));
        out.writeNumber(id.length());
        if (isWide) {
            out.writeWide(id);
        } else {
            out.writeNarrow(id);
        }
        out.writeNumber(line);
        out.writeNumber(user);
        out.writeNumber(offset);
        out.writeNumber(waiter.incarnation().partition());
        out.writeNumber(waiter.acceptedAt());
        out.writeNumber(waiter.dueAt() - waiter.acceptedAt());
        out.writeNumber(waiter.payloadBytes());
        out.writeFixed(Float.floatToIntBits(waiter.expected90()), Integer.BYTES);
        if (ownKey) {
            out.writeFixed(waiter.orderKey(), Long.BYTES);
        }
        return Arrays.copyOf(out.bytes, out.at);
    }

    /** Whether this is the one of this id; no text is made for it. */
    static boolean hasId(byte[] packed, String id) {
        Cursor in = new Cursor(packed);
        boolean isWide = isWide(in.read());
        if (in.readNumber() != id.length()) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            int c = isWide ? in.readWide() : in.read();
            if (c != id.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number of its line. */
    int line() {
        return line;
    }

    /** The number of its user in its line. */
    int user() {
        return user;
    }

    Priority priority() {
        return BY_RANK[flags & RANK];
    }

    long acceptedAt() {
        return acceptedAt;
    }

    long dueAt() {
        return dueAt;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    long orderKey() {
        return orderKey;
    }

    /** All of it. */
    Waiter unpack(String queue, String userId) {
        return new Waiter(
                queue,
                id(),
                userId,
                priority(),
                new Incarnation(partition, offset),
                orderKey,
                acceptedAt,
                dueAt,
                payloadBytes,
                expected90);
    }

    private static boolean isWide(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) > 0xFF) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWide(int flags) {
        return (flags & WIDE) != 0;
    }

    private String id() {
        if (!isWide(flags)) {
            return new String(packed, idAt, idLength, StandardCharsets.ISO_8859_1);
        }
        char[] wide = new char[idLength];
        Cursor in = new Cursor(packed);
        in.at = idAt;
        for (int i = 0; i < idLength; i++) {
            wide[i] = in.readWide();
        }
        return new String(wide);
    }

    private static Priority[] byRank() {
        Priority[] byRank = Priority.values();
        for (Priority priority : Priority.values()) {
            byRank[priority.rank()] = priority;
        }
        return byRank;
    }

    /** A place in an array of bytes. */
    private static final class Cursor {

        private static final int GROUP = 7;
        private static final int MORE = 1 << GROUP;

        final byte[] bytes;
        int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        int read() {
            return bytes[at++] & 0xFF;
        }

        char readWide() {
            return (char) ((read() << Byte.SIZE) | read());
        }

        long readNumber() {
            long number = 0;
            int shift = 0;
            int group = read();
            for (; group >= MORE; group = read()) {
                number |= (long) (group - MORE) << shift;
                shift += GROUP;
            }
            return number | ((long) group << shift);
        }

        long readFixed(int length) {
            long number = 0;
            for (int i = 0; i < length; i++) {
                number = (number << Byte.SIZE) | read();
            }
            return number;
        }

        void write(int one) {
            bytes[at++] = (byte) one;
        }

        void writeNarrow(String text) {
            byte[] narrow = text.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(narrow, 0, bytes, at, narrow.length);
            at += narrow.length;
        }

        void writeWide(String text) {
            for (int i = 0; i < text.length(); i++) {
                write(text.charAt(i) >>> Byte.SIZE);
                write(text.charAt(i));
            }
        }

        void writeNumber(long number) {
            long left = number;
            for (; (left & -MORE) != 0; left >>>= GROUP) {
                write((int) left | MORE);
            }
            write((int) left);
        }

        void writeFixed(long number, int length) {
            for (int i = length - 1; i >= 0; i--) {
                write((int) (number >>> (i * Byte.SIZE)));
            }
        }
    }
}
