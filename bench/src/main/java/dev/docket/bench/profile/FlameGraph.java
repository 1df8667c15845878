package dev.docket.bench.profile;

import dev.docket.bench.report.Svg;
import java.util.Locale;

/**
 * A tree of stacks as an SVG flame graph: each method as wide as its part of the samples, upon the one that called it. What
 * is narrower than a pixel is left out. After Brendan Gregg, <i>The Flame Graph</i>, Communications of the ACM 59 (6), 2016.
 */
final class FlameGraph {

    private static final int WIDTH = 1200;
    private static final int TOP = 40;
    private static final int ROW = 16;
    private static final double CHAR = 6.2;
    private static final int FEWEST_CHARS = 4;
    private static final String[] COLOURS = {"#f2b179", "#f5c26b", "#eda268", "#f7d08a"};

    private final double perSample;
    private final long all;
    private final int bottom;
    private final Svg svg;

    private FlameGraph(Frame root, String title) {
        all = Math.max(1, root.samples());
        perSample = (double) WIDTH / all;
        bottom = TOP + root.depth(1 / perSample) * ROW;
        svg = new Svg(WIDTH, bottom + ROW / 2, title);
        svg.text(title, "x", 8, "y", 24, "font-size", 15, "font-weight", "bold");
    }

    /** The whole document. */
    static String of(Frame root, String title) {
        FlameGraph graph = new FlameGraph(root, title);
        graph.draw(root, 0, 0);
        return graph.svg.end();
    }

    private void draw(Frame frame, double x, int level) {
        double width = frame.samples() * perSample;
        double y = bottom - (level + 1) * ROW;
        svg.shapeWithHint(
                String.format(Locale.ROOT, "%s: %.1f %%", frame.name(), 100.0 * frame.samples() / all),
                "rect",
                "x",
                x,
                "y",
                y,
                "width",
                width,
                "height",
                ROW - 1,
                "fill",
                COLOURS[Math.floorMod(frame.name().hashCode(), COLOURS.length)]);
        int room = (int) ((width - 4) / CHAR);
        if (room >= FEWEST_CHARS) {
            String name = frame.name();
            svg.text(
                    name.length() <= room ? name : name.substring(0, room - 1) + "…",
                    "x",
                    x + 2,
                    "y",
                    y + 12,
                    "font-size",
                    11);
        }
        double left = x;
        for (Frame callee : frame.callees()) {
            if (callee.samples() * perSample >= 1) {
                draw(callee, left, level + 1);
            }
            left += callee.samples() * perSample;
        }
    }
}
