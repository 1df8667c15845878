package dev.docket.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Something that changes, in words: one line that is drawn in its place on a terminal, else one line for each change. The
 * line in its place is left behind whole, on Ctrl-C too, so that what comes next begins on a new one.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class LiveLine implements AutoCloseable {

    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean inPlace;
    private final Supplier<TerminalSize> size;
    private final Thread hook = new Thread(this::leave, "docket-line");
    private String shown = "";
    private boolean left;

    LiveLine(PrintWriter out, boolean inPlace, Supplier<TerminalSize> size) {
        this.out = out;
        this.inPlace = inPlace;
        this.size = size;
        if (inPlace) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /** Shows this; nothing happens if it is what is shown. */
    synchronized void show(String text) {
        String line = Printable.text(text);
        if (left || line.equals(shown)) {
            return;
        }
        shown = line;
        if (inPlace) {
            // One column is left free: terminals wrap at a line that is full.
            out.print(CLEAR + Printable.clip(line, size.get().columns() - 1));
        } else {
            out.println(line);
        }
        out.flush();
    }

    /** Says something besides; the line stays. */
    synchronized void note(String text) {
        if (inPlace) {
            show(shown.isEmpty() ? text : text + "; it was: " + shown);
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and the hook has run or runs.
        }
    }

    private synchronized void leave() {
        if (inPlace && !left && !shown.isEmpty()) {
            out.println();
            out.flush();
        }
        left = true;
    }
}
