package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpokenTest {

    @ParameterizedTest
    @CsvSource({
        "-5, less than a second",
        "0.4, less than a second",
        "1, 1 s",
        "119.4, 119 s",
        "120, 2 min",
        "7000, 117 min",
        "7200, 2 h",
        "172800, 2 days"
    })
    void durationsAreAsExactAsPeopleWantThem(double seconds, String said) {
        assertThat(Spoken.duration(seconds)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"1, 1st", "2, 2nd", "3, 3rd", "4, 4th", "11, 11th", "12, 12th", "13, 13th", "21, 21st", "112, 112th"})
    void placesAreOrdinals(long number, String said) {
        assertThat(Spoken.ordinal(number)).isEqualTo(said);
    }

    @Test
    void bytesAreInBinaryUnits() {
        assertThat(Spoken.bytes(1023)).isEqualTo("1023 B");
        assertThat(Spoken.bytes(7200)).isEqualTo("7.0 KiB");
        assertThat(Spoken.bytes(1L << 30)).isEqualTo("1.0 GiB");
    }
}
