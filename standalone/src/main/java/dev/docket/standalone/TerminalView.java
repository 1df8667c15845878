package dev.docket.standalone;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Violation;
import dev.docket.event.Priority;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A picture that is drawn over and over in the same place of a terminal; 78 columns wide. */
public final class TerminalView implements DemoView {

    private static final String CLEAR = "\u001b[K";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final int BAR = 40;

    private final PrintWriter out;
    private int drawn;

    /** A view that draws there. */
    public TerminalView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void news(String text) {
        out.println(text);
    }

    @Override
    public void show(Standing standing) {
        List<String> lines = lines(standing);
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> frame.append(line).append(CLEAR).append('\n'));
        out.print(frame);
        out.flush();
        drawn = lines.size();
    }

    @Override
    public void end() {
        drawn = 0;
    }

    static List<String> lines(Standing standing) {
        AuditFigures figures = standing.figures();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s%s%s %5.1f %%  %d s, %s",
                BOLD,
                bar(standing.done(), BAR),
                PLAIN,
                100 * standing.done(),
                standing.elapsed().toSeconds(),
                left(standing)));
        lines.add(String.format(
                Locale.ROOT,
                "requests  %,d of %,d   accepted %,d   rejected %,d%s",
                figures.answers().submitted(),
                standing.expected(),
                figures.answers().accepted(),
                figures.answers().rejections(),
                reasons(figures)));
        lines.add(String.format(
                Locale.ROOT,
                "active    %-6d ended %,-8d launches %3.0f/s   highest depth %,d",
                figures.now().active(),
                figures.ended(),
                standing.perSecond(),
                figures.load().highestDepth()));
        lines.add("");
        lines.add(String.format("%-11s %7s  %-24s %8s %8s %8s", "priority", "waiting", "", "p50 s", "p90 s", "p99 s"));
        long most = Math.max(
                1,
                figures.now().depths().values().stream().mapToInt(n -> n).max().orElse(1));
        for (Priority priority : Priority.values()) {
            lines.add(line(priority, figures, most));
        }
        lines.add("");
        lines.add(checks(figures));
        return lines;
    }

    private static String line(Priority priority, AuditFigures figures, long most) {
        int depth = figures.now().depths().getOrDefault(priority, 0);
        var wait = figures.waits().get(priority);
        String waits =
                wait == null ? "" : String.format(Locale.ROOT, "%8.2f %8.2f %8.2f", wait.p50(), wait.p90(), wait.p99());
        return String.format(
                Locale.ROOT,
                "%-11s %,7d  %-24s %s",
                priority.name().toLowerCase(Locale.ROOT),
                depth,
                "█".repeat((int) Math.ceil(24.0 * depth / most)),
                waits);
    }

    private static String bar(double share, int width) {
        int full = (int) Math.round(share * width);
        return "█".repeat(full) + "░".repeat(width - full);
    }

    private static String left(Standing standing) {
        double done = standing.done();
        if (done < 0.02) {
            return "";
        }
        long seconds = Math.round(standing.elapsed().toMillis() / 1e3 * (1 - done) / done);
        return "about " + seconds + " s left";
    }

    private static String reasons(AuditFigures figures) {
        if (figures.answers().rejected().isEmpty()) {
            return "";
        }
        return figures.answers().rejected().entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String checks(AuditFigures figures) {
        if (figures.faults().isEmpty()) {
            return "audit     nothing wrong so far";
        }
        return "audit     "
                + figures.faults().entrySet().stream()
                        .map((Map.Entry<Violation, Long> fault) -> fault.getKey() + " " + fault.getValue())
                        .collect(Collectors.joining(", "));
    }
}
