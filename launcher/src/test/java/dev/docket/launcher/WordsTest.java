package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionFailed;
import dev.docket.event.FailureReason;
import dev.docket.event.PodRun;
import dev.docket.serde.EventJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordsTest {
    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void everyFailureSaysWhetherTryingAgainCanHelpAndWhy(FailureReason reason) {
        assertThat(Words.of(reason, "it broke", true)).matches("it broke; trying again can help: \\S.+");
        assertThat(Words.of(reason, null, false)).matches(reason + "; trying again cannot help: \\S.+");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String clipped = Words.clipped("x".repeat(4095) + "\uD83D\uDE42".repeat(100));
        assertThat(clipped).isEqualTo("x".repeat(4095) + " …");
    }

    @Test
    void noReportIsTooLargeForKafkaWhateverAScriptAndAnApiServerWrite() {
        String worst = "\u0001".repeat(1_000_000);
        ExecutionFailed report = PodEnding.failed(
                Commands.create("e").attemptId(),
                new PodEnding.Failed(FailureReason.POD_REFUSED, worst, false),
                new PodRun("p", "n", 1, null, null, LogTails.tail(worst, 128 * 1024)));
        assertThat(EventJson.write(report)).hasSizeLessThan(160 * 1024);
    }
}
