package dev.docket.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link SplitValue} lies in the inner store: its header under {@code [1][key]}, behind a byte that says where its
 * payload is; and if it has one, all of it, header included, under {@code [4][place]}. So all headers lie together in the
 * order of their keys, and a scan of them never touches a payload; and a record with a payload is one read.
 *
 * <p>An older form had the payload alone under {@code [3][key]}. It is still read.
 */
final class SplitLayout {

    private static final byte HEADER = 1;
    private static final byte OLDER_PAYLOAD = 3;
    private static final byte WHOLE = 4;

    /** Below all headers and above nothing. */
    static final Bytes FIRST_HEADER = Bytes.wrap(new byte[] {HEADER});

    /** Above all headers and below all payloads. */
    static final Bytes BEHIND_HEADERS = Bytes.wrap(new byte[] {HEADER + 1});

    private static final byte NO_PAYLOAD = 0;
    private static final byte OLDER_FORM = 1;
    private static final byte IN_WHOLE = 2;

    /** What the first byte of a header's entry says of the payload. */
    enum Payload {
        NONE,
        OLDER,
        WHOLE
    }

    private SplitLayout() {}

    static Bytes headerKey(Bytes key) {
        return physical(HEADER, key.get());
    }

    static Bytes headerKey(byte[] key) {
        return physical(HEADER, key);
    }

    static Bytes olderPayloadKey(Bytes key) {
        return physical(OLDER_PAYLOAD, key.get());
    }

    static Bytes wholeKey(Bytes place) {
        return physical(WHOLE, place.get());
    }

    /** The key or the place that this was made of. */
    static Bytes logicalKey(Bytes physicalKey) {
        byte[] physical = physicalKey.get();
        return Bytes.wrap(Arrays.copyOfRange(physical, 1, physical.length));
    }

    static boolean hasPayload(byte[] value) {
        return SplitValue.payloadStart(value) < value.length;
    }

    /** What to keep under the header key. */
    static byte[] headerEntry(byte[] value) {
        int header = SplitValue.payloadStart(value) - SplitValue.LENGTH_BYTES;
        byte[] entry = new byte[1 + header];
        entry[0] = hasPayload(value) ? IN_WHOLE : NO_PAYLOAD;
        System.arraycopy(value, SplitValue.LENGTH_BYTES, entry, 1, header);
        return entry;
    }

    /**
     * Where a header's entry says that the payload is.
     *
     * @throws ProcessorStateException if this version does not know what it says
     */
    static Payload payload(byte[] headerEntry) {
        return switch (headerEntry.length == 0 ? -1 : headerEntry[0]) {
            case NO_PAYLOAD -> Payload.NONE;
            case OLDER_FORM -> Payload.OLDER;
            case IN_WHOLE -> Payload.WHOLE;
            default ->
                throw new ProcessorStateException("The local state was written in another form, by another version");
        };
    }

    /** The value again; without its payload if none is given. */
    static byte[] value(byte[] headerEntry, byte @Nullable [] payload) {
        int header = headerEntry.length - 1;
        int length = payload == null ? 0 : payload.length;
        ByteBuffer value = ByteBuffer.allocate(SplitValue.LENGTH_BYTES + header + length)
                .putShort((short) header)
                .put(headerEntry, 1, header);
        if (payload != null) {
            value.put(payload);
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
