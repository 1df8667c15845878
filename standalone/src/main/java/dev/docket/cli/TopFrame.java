package dev.docket.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pictures of {@code docket queue top}: as many lines as the terminal has at most, the first one as wide as it is.
 *
 * @param now the time of the picture
 * @param note what stands in the heading besides, such as that the connection is lost; may be empty
 */
record TopFrame(TerminalSize size, Instant now, String note) {

    /** All queues: those with the longest lines first. */
    List<String> queues(List<QueueAnswer> queues, boolean more) {
        long waiting =
                queues.stream().mapToLong(queue -> queue.pending().total()).sum();
        long active = queues.stream().mapToLong(QueueAnswer::active).sum();
        List<String> lines = new ArrayList<>();
        lines.add(heading("docket  " + (more ? "the first " : "") + Spoken.count(queues.size(), "queue") + "  "
                + waiting + " waiting  " + active + " active"));
        lines.add("");
        List<QueueAnswer> busiest = queues.stream()
                .sorted(Comparator.comparingLong(
                                (QueueAnswer queue) -> queue.pending().total())
                        .thenComparingLong(QueueAnswer::active)
                        .reversed()
                        .thenComparing(QueueAnswer::queue))
                .toList();
        int room = Math.max(0, size.lines() - lines.size() - 2);
        lines.addAll(text().table(busiest.subList(0, Math.min(room, busiest.size()))));
        if (busiest.size() > room) {
            lines.add("and " + Spoken.count(busiest.size() - room, "more queue"));
        }
        return fitting(lines);
    }

    /** One queue and the head of its line. */
    List<String> queue(QueueAnswer queue, LineAnswer line) {
        QueueText text = text();
        List<String> lines = new ArrayList<>();
        lines.add(heading("docket  " + text.summary(queue)));
        lines.add("");
        lines.add(slots(queue));
        lines.addAll(text.bars(queue.pending().byPriority()));
        lines.addAll(new Labelled("")
                .add("held up", queue.heldUp())
                .add("arrivals", text.arrivals(queue))
                .add("stale", queue.stale() == null ? "" : queue.stale().told())
                .lines());
        lines.addAll(text.line(line));
        return fitting(lines);
    }

    private QueueText text() {
        return new QueueText(now, Math.max(8, size.columns() / 4));
    }

    /** One cell a slot, as far as there is room. */
    private String slots(QueueAnswer queue) {
        int cells = 30;
        long slots = Math.max(1, Math.max(queue.active(), queue.limits().maxActive()));
        int full = (int) Math.ceil((double) cells * queue.active() / slots);
        return String.format(
                "  %-11s %9s  %s",
                "slots",
                queue.active() + "/" + queue.limits().maxActive(),
                "█".repeat(full) + "░".repeat(cells - full));
    }

    private String heading(String text) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString().substring(11);
        String right = (note.isEmpty() ? "" : note + "  ") + time;
        String left = Printable.clip(Printable.text(text), Math.max(0, size.columns() - Printable.width(right) - 2));
        int gap = size.columns() - Printable.width(left) - Printable.width(right);
        return gap < 1 ? right : left + " ".repeat(gap) + right;
    }

    private List<String> fitting(List<String> lines) {
        return lines.stream()
                .limit(size.lines())
                .map(line -> Printable.clip(Printable.text(line), size.columns()))
                .toList();
    }
}
