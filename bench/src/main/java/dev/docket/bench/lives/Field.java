package dev.docket.bench.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A text in a JSON object, found by its name without reading the rest; its value has nothing that is escaped. */
public final class Field {

    /** Whose record it is. */
    public static final Field EXECUTION_ID = new Field("executionId");

    static final Field INCARNATION = new Field("incarnation");
    static final Field SCRIPT = new Field("script");

    private final byte[] start;

    private Field(String name) {
        start = ("\"" + name + "\":\"").getBytes(UTF_8);
    }

    /** Where the value begins; -1 if there is no such field. */
    int in(byte[] json) {
        int at = Splice.find(json, start);
        return at < 0 ? -1 : at + start.length;
    }

    /** The value. */
    public byte[] of(byte[] json) {
        int from = in(json);
        if (from < 0) {
            throw new IllegalArgumentException("no such field in " + new String(json, UTF_8));
        }
        int to = from;
        while (json[to] != '"') {
            to++;
        }
        return Arrays.copyOfRange(json, from, to);
    }
}
