package dev.docket.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SwfRuleTest {

    private static final SwfRule RULE = new SwfRule("nasa", "batch", 1000, 500);

    @ParameterizedTest
    @CsvSource({
        "2,1,CRITICAL",
        "2,2,HIGH",
        "2,128,HIGH",
        "1,1,HIGH",
        "1,2,NORMAL",
        "1,16,NORMAL",
        "1,32,LOW",
        "1,64,LOW",
        "1,128,BACKGROUND",
        "-1,1,HIGH"
    })
    void groupAndSizeGiveThePriority(int group, int processors, Priority expected) {
        assertThat(SwfRule.priority(group, processors)).isEqualTo(expected);
    }

    @Test
    void aJobBecomesASleepOfItsCompressedRunTime() {
        ExecutionRequested request = RULE.request(new SwfJob(57, 25574, 211, 4, 3, 1));

        assertThat(request.executionId()).isEqualTo("nasa-57");
        assertThat(request.userId()).isEqualTo("user-3");
        assertThat(request.queue()).isEqualTo("batch");
        assertThat(request.runtimeCommand()).containsExactly("sleep", "0.422");
        assertThat(request.timeoutSeconds()).isEqualTo(61);
        assertThat(request.cpuRequest()).isEqualTo("40m");
        assertThat(request.memoryLimit()).isEqualTo("32Mi");
    }

    @Test
    void whatTheLogDoesNotTellDoesNoHarm() {
        ExecutionRequested request = RULE.request(new SwfJob(1, 0, -1, -1, -1, -1));

        assertThat(request.userId()).isEqualTo("user-unknown");
        assertThat(request.runtimeCommand()).containsExactly("sleep", "0.000");
        assertThat(request.cpuRequest()).isEqualTo("10m");
    }

    @Test
    void arrivalsAreCompressedFromTheFirstOneOn() {
        assertThat(RULE.after(new SwfJob(1, 5000, 0, 1, 1, 1), 2000)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aFactorOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SwfRule("a", "b", 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SwfRule("a", "b", 1, Double.NaN));
    }
}
