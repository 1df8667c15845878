package dev.docket.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Something that changes, in words: one line that is drawn in its place on a terminal, else one line for each change. */
final class LiveLine implements AutoCloseable {

    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean inPlace;
    private final Supplier<TerminalSize> size;
    private String shown = "";

    LiveLine(PrintWriter out, boolean inPlace, Supplier<TerminalSize> size) {
        this.out = out;
        this.inPlace = inPlace;
        this.size = size;
    }

    /** Shows this; nothing happens if it is what is shown. */
    void show(String text) {
        String line = Printable.text(text);
        if (line.equals(shown)) {
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
    void note(String text) {
        if (inPlace) {
            show(shown.isEmpty() ? text : text + "; it was: " + shown);
        }
    }

    @Override
    public void close() {
        if (inPlace && !shown.isEmpty()) {
            out.println();
        }
    }
}
