package dev.docket.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Violation;
import dev.docket.audit.WaitFigures;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ViewTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @Test
    void theLineViewWritesOnceInFiveSecondsWithoutAnyControlCharacter() {
        PlainView view = new PlainView(out);

        for (int second = 0; second <= 10; second++) {
            view.show(standing(second, 50));
        }

        assertThat(text.toString().lines()).hasSize(3).allMatch(line -> line.contains("launches/s"));
        assertThat(text.toString()).doesNotContain("\u001b");
    }

    @Test
    void thePictureIsDrawnOverTheLastOne() {
        TerminalView view = new TerminalView(out);
        view.show(standing(1, 10));
        int height = (int) text.toString().lines().count();
        text.getBuffer().setLength(0);

        view.show(standing(2, 20));

        assertThat(text.toString()).startsWith("\u001b[" + height + "A");
        assertThat(text.toString().lines()).hasSize(height);
    }

    @Test
    void thePictureFitsIntoEightyColumnsAndShowsEveryPriority() {
        List<String> lines = TerminalView.lines(standing(30, 9_999));

        assertThat(lines).map(line -> line.replaceAll("\u001b\\[[0-9]*m", "")).allMatch(line -> line.length() < 80);
        for (Priority priority : Priority.values()) {
            assertThat(lines).anyMatch(line -> line.startsWith(priority.name().toLowerCase(java.util.Locale.ROOT)));
        }
        assertThat(lines).anyMatch(line -> line.contains("ORDER 1"));
    }

    @Test
    void whatIsDoneIsWhatHasItsEnd() {
        assertThat(standing(1, 40).done()).isEqualTo(0.5);
        assertThat(new DemoView.Standing(figures(40), Duration.ZERO, 0, 0).done())
                .isEqualTo(1);
    }

    private static DemoView.Standing standing(int second, long ended) {
        return new DemoView.Standing(figures(ended), Duration.ofSeconds(second), 100, 12);
    }

    private static AuditFigures figures(long ended) {
        Map<Priority, Integer> depths = new EnumMap<>(Priority.class);
        Map<Priority, WaitFigures> waits = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            depths.put(priority, 12_345);
            waits.put(priority, new WaitFigures(1, 1.5, 20.25, 300.125));
        }
        return new AuditFigures(
                new AuditFigures.Answers(100, 90, Map.of(RejectionReason.USER_LIMIT, 10L), 0, 0, 0, 0),
                Map.of(Outcome.COMPLETED, ended),
                0,
                Map.of(Violation.ORDER, 1L),
                List.of(),
                new AuditFigures.Now(depths, 48),
                new AuditFigures.Load(50, 0, 48, 61_725, 0.9),
                waits);
    }
}
