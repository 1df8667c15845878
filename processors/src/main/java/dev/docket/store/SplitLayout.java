package dev.docket.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * Where the two parts of a {@link SplitValue} lie in the inner store: the header under {@code [1][key]}, behind a byte
 * that says whether there is a payload; the payload, if it is not empty, under {@code [3][key]}. So all headers lie
 * together in the order of their keys, and a scan of them never touches a payload.
 */
final class SplitLayout {

    private static final byte HEADER = 1;
    private static final byte PAYLOAD = 3;

    private static final byte WITHOUT_PAYLOAD = 0;
    private static final byte WITH_PAYLOAD = 1;

    /** Below all headers and above nothing. */
    static final Bytes FIRST_HEADER = Bytes.wrap(new byte[] {HEADER});

    /** Above all headers and below all payloads. */
    static final Bytes BEHIND_HEADERS = Bytes.wrap(new byte[] {HEADER + 1});

    private SplitLayout() {}

    static Bytes headerKey(Bytes key) {
        return physical(HEADER, key.get());
    }

    static Bytes headerKey(byte[] key) {
        return physical(HEADER, key);
    }

    static Bytes payloadKey(Bytes key) {
        return physical(PAYLOAD, key.get());
    }

    /** The key that a header key was made of. */
    static Bytes logicalKey(Bytes headerKey) {
        byte[] physical = headerKey.get();
        return Bytes.wrap(Arrays.copyOfRange(physical, 1, physical.length));
    }

    static boolean hasPayload(byte[] value) {
        return SplitValue.payloadStart(value) < value.length;
    }

    /** What to keep under the header key. */
    static byte[] headerEntry(byte[] value) {
        int header = SplitValue.payloadStart(value) - SplitValue.LENGTH_BYTES;
        byte[] entry = new byte[1 + header];
        entry[0] = hasPayload(value) ? WITH_PAYLOAD : WITHOUT_PAYLOAD;
        System.arraycopy(value, SplitValue.LENGTH_BYTES, entry, 1, header);
        return entry;
    }

    /** What to keep under the payload key. */
    static byte[] payloadEntry(byte[] value) {
        return Arrays.copyOfRange(value, SplitValue.payloadStart(value), value.length);
    }

    /** Whether this header says that there is a payload. */
    static boolean promisesPayload(byte @Nullable [] headerEntry) {
        if (headerEntry == null) {
            return false;
        }
        if (headerEntry.length == 0 || headerEntry[0] < WITHOUT_PAYLOAD || headerEntry[0] > WITH_PAYLOAD) {
            throw new ProcessorStateException("The local state was written in another form, by another version");
        }
        return headerEntry[0] == WITH_PAYLOAD;
    }

    /** The value again; without its payload if none is given. */
    static byte[] value(byte[] headerEntry, byte @Nullable [] payloadEntry) {
        int header = headerEntry.length - 1;
        int payload = payloadEntry == null ? 0 : payloadEntry.length;
        ByteBuffer value = ByteBuffer.allocate(2 + header + payload)
                .putShort((short) header)
                .put(headerEntry, 1, header);
        if (payloadEntry != null) {
            value.put(payloadEntry);
        }
        return value.array();
    }

    private static Bytes physical(byte kind, byte[] key) {
        byte[] physical = new byte[1 + key.length];
        physical[0] = kind;
        System.arraycopy(key, 0, physical, 1, key.length);
        return Bytes.wrap(physical);
    }
}
