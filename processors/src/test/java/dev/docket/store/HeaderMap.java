package dev.docket.store;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** An index that holds what it was told: every key with its header. */
final class HeaderMap implements DerivedIndex {

    final TreeMap<Bytes, ByteBuffer> headers = new TreeMap<>();

    @Override
    public void changed(Bytes key, byte[] value) {
        if (value == null) {
            headers.remove(key);
        } else {
            ByteBuffer header = SplitValue.header(value);
            headers.put(key, ByteBuffer.allocate(header.remaining()).put(header).flip());
        }
    }

    @Override
    public Presence presence(Bytes key) {
        return headers.containsKey(key) ? Presence.UNKNOWN : Presence.ABSENT;
    }

    @Override
    public void clear() {
        headers.clear();
    }
}
