package dev.docket.serde;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A value is not what a fast path reads. It says nothing about the value: whoever catches this asks the mapper, which
 * alone decides what is wrong, or that nothing is.
 */
final class Unusual extends IOException {

    private static final long serialVersionUID = 1;

    Unusual() {
        super("the mapper has to read this");
    }

    static <V> V ifNull(@Nullable V value) throws Unusual {
        if (value == null) {
            throw new Unusual();
        }
        return value;
    }

    /** Thrown often and never shown. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
