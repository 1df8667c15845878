package dev.docket.bench.lives;

import java.util.Locale;

/** Tells on standard error what is being done: a measurement takes minutes. */
public final class Progress {

    private final long start = System.nanoTime();

    /** Says this, with the seconds since this object was made. */
    public void say(String format, Object... arguments) {
        System.err.printf(
                Locale.ROOT,
                "%4d s  %s%n",
                (System.nanoTime() - start) / 1_000_000_000L,
                String.format(Locale.ROOT, format, arguments));
    }
}
