package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScreenTest {

    private static final TerminalSize SMALL = new TerminalSize(10, 3);

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void theTerminalIsLeftAsItWasFound() {
        Screen screen = Screen.open(out);
        screen.draw(List.of("a"), SMALL);
        screen.close();
        screen.close();
        screen.draw(List.of("too late"), SMALL);

        assertThat(text.toString())
                .startsWith("\u001b[?1049h\u001b[?25l")
                .endsWith("\u001b[?25h\u001b[?1049l")
                .containsOnlyOnce("\u001b[?1049l")
                .doesNotContain("too late");
    }

    @Test
    void aPictureNeverScrollsAndNoNameGivesOrders() {
        try (Screen screen = Screen.open(out)) {
            text.getBuffer().setLength(0);

            screen.draw(Collections.nCopies(9, "\u001b[2J" + "x".repeat(20)), SMALL);

            assertThat(text.toString())
                    .doesNotContain("[2Jxxxxxxx")
                    .contains("\ufffd[2Jxxxxx…")
                    .doesNotContain("\u001b[2J");
            assertThat(text.toString().lines()).hasSize(3);
        }
    }

    @Test
    void oneLineIsDrawnInItsPlaceOnATerminalOnly() {
        try (LiveLine line = new LiveLine(out, true, () -> SMALL)) {
            line.show("a\u001b[1mb");
            line.show("0123456789");
        }
        assertThat(text.toString()).isEqualTo("\r\u001b[Ka\ufffd[1mb\r\u001b[K01234567…" + System.lineSeparator());
        text.getBuffer().setLength(0);

        try (LiveLine line = new LiveLine(out, false, () -> SMALL)) {
            line.show("0123456789");
            line.show("0123456789");
            line.show("b");
        }
        assertThat(text.toString().lines()).containsExactly("0123456789", "b");
    }

    @Test
    void theSizeIsReadWhereItIsOne() {
        assertThat(TerminalSize.parse("24 80\n")).contains(new TerminalSize(80, 24));
        assertThat(TerminalSize.of(Map.of("COLUMNS", "132", "LINES", "50"))).contains(new TerminalSize(132, 50));
        assertThat(TerminalSize.of(Map.of("COLUMNS", "132"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "a b", "24 80 1", "-1 80", "99999 80"})
    void whatIsNoSizeIsNone(String text) {
        assertThat(TerminalSize.parse(text)).isEmpty();
    }
}
