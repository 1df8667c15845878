package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopFrameTest {

    private static final String HOSTILE = "x\u001b[2J\u009b\u202e東京".repeat(40);

    private static final QueueAnswer BUSY = Contract.read(Contract.QUEUE, QueueAnswer.class);
    private static final QueueAnswer IDLE = Contract.read(Contract.IDLE, QueueAnswer.class);
    private static final LineAnswer LINE = Contract.read(Contract.LINE, LineAnswer.class);

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 60", "40, 10", "10, 3", "1, 1"})
    void fitsEveryTerminalWhateverTheNamesAre(int columns, int lines) {
        TopFrame frame = frame(columns, lines);
        QueueAnswer hostile = named(HOSTILE);
        LineAnswer line = new LineAnswer(
                HOSTILE,
                0,
                500,
                Collections.nCopies(500, new LineAnswer.Waiting(0, HOSTILE, HOSTILE, HOSTILE, Contract.NOW, null)),
                null);

        for (List<String> picture :
                List.of(frame.queue(hostile, line), frame.queues(Collections.nCopies(500, hostile), true))) {
            assertThat(picture).hasSizeLessThanOrEqualTo(lines);
            assertThat(picture).allMatch(text -> Printable.width(text) <= columns);
            assertThat(picture).allMatch(text -> text.equals(Printable.text(text)));
        }
    }

    @Test
    void theHeadingIsAsWideAsTheTerminalAndHasTheTime() {
        String heading = frame(80, 24).queue(BUSY, LINE).get(0);

        assertThat(heading)
                .hasSize(80)
                .startsWith("docket  default: 12 waiting, 10/10 active")
                .endsWith("02:02:00Z");
    }

    @Test
    void oneQueueShowsItsSlotsItsLineByPriorityAndItsHead() {
        assertThat(frame(80, 24).queue(BUSY, LINE))
                .contains("  slots           10/10  " + "█".repeat(30))
                .contains("  normal             10  " + "█".repeat(30))
                .contains("  held up    all 10 slots of the queue are taken")
                .contains("    0  first      ada   high       2 min      < 1 s      3 s");
    }

    @Test
    void theBusiestQueuesComeFirstAndTheRestIsCounted() {
        List<QueueAnswer> queues = IntStream.range(0, 30)
                .mapToObj(i -> i == 20 ? named("busy") : Contract.read(Contract.IDLE, QueueAnswer.class))
                .toList();

        List<String> picture = frame(80, 10).queues(queues, false);

        assertThat(picture).hasSize(10);
        assertThat(picture.get(0)).contains("30 queues").contains("12 waiting");
        assertThat(picture.get(3)).startsWith("busy ");
        assertThat(picture.get(9)).isEqualTo("and 24 more queues");
    }

    @Test
    void whatIsWrongStandsInTheHeading() {
        TopFrame frame = new TopFrame(new TerminalSize(80, 24), Contract.NOW, "no coordinator answers");

        assertThat(frame.queues(List.of(IDLE), false).get(0)).endsWith("no coordinator answers  02:02:00Z");
    }

    private static TopFrame frame(int columns, int lines) {
        return new TopFrame(new TerminalSize(columns, lines), Contract.NOW, "");
    }

    private static QueueAnswer named(String name) {
        return new QueueAnswer(
                name,
                BUSY.partition(),
                BUSY.pending(),
                BUSY.pendingBytes(),
                BUSY.active(),
                BUSY.starting(),
                BUSY.limits(),
                BUSY.users(),
                BUSY.finishedRemembered(),
                BUSY.oldestAcceptedAt(),
                BUSY.estimatedWaitSeconds(),
                BUSY.holdUp(),
                null);
    }
}
