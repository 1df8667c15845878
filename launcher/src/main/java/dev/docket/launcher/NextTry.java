package dev.docket.launcher;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A try that a timer will make unless somebody calls for it sooner. Both may come at the same time, and cancelling a timer
 * does not say whether it has fired: whoever is first makes the try, the other finds it made.
 *
 * <p>Threading: safe.
 */
final class NextTry implements Runnable {
    private final Runnable work;
    private final AtomicBoolean begun = new AtomicBoolean();

    NextTry(Runnable work) {
        this.work = work;
    }

    @Override
    public void run() {
        if (begun.compareAndSet(false, true)) {
            work.run();
        }
    }
}
