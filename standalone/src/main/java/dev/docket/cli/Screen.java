package dev.docket.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * A terminal's second screen, which is drawn over and over, and left as it was found: at the end, on Ctrl-C and on
 * SIGTERM.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class Screen implements AutoCloseable {

    private static final String OPEN = "\u001b[?1049h\u001b[?25l";
    private static final String CLOSE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String BELOW = "\u001b[J";
    private static final String REVERSE = "\u001b[7m";
    private static final String PLAIN = "\u001b[m";

    private final PrintWriter out;
    private final Thread hook = new Thread(this::restore, "docket-screen");
    private boolean restored;

    private Screen(PrintWriter out) {
        this.out = out;
    }

    static Screen open(PrintWriter out) {
        Screen screen = new Screen(out);
        Runtime.getRuntime().addShutdownHook(screen.hook);
        out.print(OPEN);
        out.flush();
        return screen;
    }

    /** Draws these lines and nothing else, the first one as a heading; what does not fit is cut. */
    synchronized void draw(List<String> lines, TerminalSize size) {
        if (restored) {
            return;
        }
        StringBuilder frame = new StringBuilder(HOME);
        int count = Math.min(lines.size(), size.lines());
        for (int i = 0; i < count; i++) {
            String line = Printable.clip(Printable.text(lines.get(i)), size.columns());
            frame.append(i == 0 ? REVERSE + line + PLAIN : line).append(END_OF_LINE);
            // A line break after the last line would scroll the first one away.
            frame.append(i < count - 1 ? "\r\n" : BELOW);
        }
        out.print(frame);
        out.flush();
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and the hook has run or runs.
        }
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            out.print(CLOSE);
            out.flush();
        }
    }
}
