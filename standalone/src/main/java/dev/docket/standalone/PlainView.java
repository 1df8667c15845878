package dev.docket.standalone;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line every few seconds, for a file or a pipe. */
public final class PlainView implements DemoView {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private Duration next = Duration.ZERO;

    /** A view that writes there. */
    public PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void news(String text) {
        out.println(text);
    }

    @Override
    public void show(Standing standing) {
        if (standing.elapsed().compareTo(next) < 0) {
            return;
        }
        next = standing.elapsed().plus(INTERVAL);
        var figures = standing.figures();
        out.println(String.format(
                Locale.ROOT,
                "%4d s  %5.1f %%  %d of %d sent, %d accepted, %d rejected, %d waiting, %d active, %d ended, %.0f launches/s",
                standing.elapsed().toSeconds(),
                100 * standing.done(),
                figures.answers().submitted(),
                standing.expected(),
                figures.answers().accepted(),
                figures.answers().rejections(),
                figures.now().pending(),
                figures.now().active(),
                figures.ended(),
                standing.perSecond()));
    }

    @Override
    public void end() {
        // Each line stands for itself.
    }
}
