package dev.docket.bench.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A record's value with holes: made once by the real serializer, filled many times for next to nothing, so that what is
 * measured is not the load.
 */
final class Template {

    /** What stands in a hole while the value is made; no serializer has anything to escape in it. */
    static String hole(int number) {
        return "--hole-" + number + "--";
    }

    private final List<byte[]> pieces = new ArrayList<>();
    private int length;

    /**
     * @param value the value, with every {@link #hole} from 0 to {@code holes - 1} once and in this order
     */
    Template(byte[] value, int holes) {
        String rest = new String(value, UTF_8);
        for (int i = 0; i < holes; i++) {
            int at = rest.indexOf(hole(i));
            if (at < 0) {
                throw new IllegalArgumentException("no hole " + i + " in " + rest);
            }
            add(rest.substring(0, at));
            rest = rest.substring(at + hole(i).length());
        }
        add(rest);
    }

    private void add(String piece) {
        byte[] bytes = piece.getBytes(UTF_8);
        pieces.add(bytes);
        length += bytes.length;
    }

    /** The value, with these in its holes: one for each. */
    byte[] filled(byte[]... contents) {
        int size = length;
        for (byte[] content : contents) {
            size += content.length;
        }
        byte[] value = new byte[size];
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            at = put(pieces.get(i), value, at);
            if (i < contents.length) {
                at = put(contents[i], value, at);
            }
        }
        return value;
    }

    private static int put(byte[] bytes, byte[] value, int at) {
        System.arraycopy(bytes, 0, value, at, bytes.length);
        return at + bytes.length;
    }
}
