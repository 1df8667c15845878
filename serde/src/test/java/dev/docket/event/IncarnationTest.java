package dev.docket.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncarnationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0-0",
        "7, 1234567890123, 7-1234567890123",
        "2147483647, 9223372036854775807, 2147483647-9223372036854775807"
    })
    void isWrittenAsPartitionAndOffset(int partition, long offset, String written) {
        Incarnation incarnation = new Incarnation(partition, offset);
        assertThat(incarnation).hasToString(written);
        assertThat(Incarnation.parse(written)).isEqualTo(incarnation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-1",
                "1--1",
                "-1-1",
                "+1-1",
                "1-+1",
                "1--0",
                " 1-1",
                "1-1\n",
                "1-1-1",
                "a-b",
                "١-٢",
                "2147483648-0",
                "0-9223372036854775808"
            })
    void nothingElseIsOne(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Incarnation.parse(text));
    }

    @Test
    void hasNoNegativePart() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Incarnation(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Incarnation(0, -1));
    }

    @Test
    void attemptsCountFromOne() {
        Incarnation incarnation = new Incarnation(0, 0);
        assertThat(new AttemptId("q", "e", incarnation, 1).attempt()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new AttemptId("q", "e", incarnation, 0));
    }
}
