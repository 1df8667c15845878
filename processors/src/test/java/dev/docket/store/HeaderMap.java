package dev.docket.store;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** An index that holds what it was told: every key with its header. Payloads have places in another order than that of keys. */
class HeaderMap implements DerivedIndex {

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
    public Bytes place(Bytes key, byte[] value) {
        return place(key);
    }

    @Override
    public Bytes place(Bytes key) {
        byte[] reversed = new byte[key.get().length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = key.get()[reversed.length - 1 - i];
        }
        return Bytes.wrap(reversed);
    }

    @Override
    public void clear() {
        headers.clear();
    }
}
