package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndedTest {

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 0, 0",
        "FAILED, 7, 7",
        "FAILED, , 125",
        "FAILED, 0, 125",
        "TIMED_OUT, 137, 124",
        "CANCELLED, 143, 130",
        "EXPIRED, , 125",
        ", , 125"
    })
    void theCommandExitsAsTheScriptDid(@Nullable Outcome outcome, @Nullable Integer exitCode, int expected) {
        assertThat(new Ended(outcome, exitCode, null).commandExit()).isEqualTo(expected);
    }
}
