package dev.docket.store;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How much heap one store may use for what it has not written to disk yet: an equal part, for each store that is open in
 * this JVM, of what all of them may use together.
 *
 * <p>Threading: shares may be taken and given back on any threads.
 */
final class HeapShare {

    /** 128 MiB, or an eighth of a small heap. */
    private static final long DEFAULT_BYTES =
            Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final AtomicInteger STORES = new AtomicInteger();

    private final long total;
    private final AtomicBoolean taken = new AtomicBoolean(true);

    private HeapShare(long total) {
        this.total = total;
    }

    /**
     * A share for one more store.
     *
     * @param bytes what all stores share, a number or its text; where it is absent, the default
     */
    static HeapShare take(@Nullable Object bytes) {
        STORES.incrementAndGet();
        return new HeapShare(bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString()));
    }

    /** How much it is now. */
    long bytes() {
        return total / Math.max(1, STORES.get());
    }

    void giveBack() {
        if (taken.getAndSet(false)) {
            STORES.decrementAndGet();
        }
    }
}
