package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b", "\n", "\r", "\b", "\u0000", "\u007f", "\u009b", "\u202e", "\u2066", "\u200b", "\u2028"
            })
    void whatATerminalActsUponIsReplaced(String harmful) {
        assertThat(Printable.text("a" + harmful + "b")).isEqualTo("a\ufffdb");
    }

    @Test
    void halfACharacterIsReplaced() {
        assertThat(Printable.text("a\ud83d")).isEqualTo("a\ufffd");
    }

    @Test
    void whatPeopleWriteStays() {
        assertThat(Printable.text("Zoë 東京 😀 a-b_c")).isEqualTo("Zoë 東京 😀 a-b_c");
    }

    @Test
    void jsonStaysTheSameValueWithoutWhatATerminalActsUpon() {
        String json = Printable.json("{\"a\":\"x\u009b2J\u202e\udb40\udc01é\"}");

        assertThat(json).isEqualTo("{\"a\":\"x\\u009b2J\\u202e\\udb40\\udc01é\"}");
    }

    @Test
    void columnsAreCountedAsATerminalDoes() {
        assertThat(Printable.width("abc")).isEqualTo(3);
        assertThat(Printable.width("東京")).isEqualTo(4);
        assertThat(Printable.width("e\u0301")).isEqualTo(1);
        assertThat(Printable.clip("東京都", 4)).isEqualTo("東…");
        assertThat(Printable.clip("abcd", 4)).isEqualTo("abcd");
        assertThat(Printable.clip("abcde", 4)).isEqualTo("abc…");
        assertThat(Printable.clip("abcde", 0)).isEmpty();
    }
}
