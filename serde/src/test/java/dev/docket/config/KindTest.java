package dev.docket.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {

    private static final Kind<Duration> DURATION = Kind.duration(Duration.ofMillis(1), Duration.ofDays(30));

    private enum Guarantee {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S,250ms", "30s,PT30S,30s", "90m,PT1H30M,90m", "24h,P1D,1d", "48 h,P2D,2d", "7d,P7D,7d"})
    void readsAndWritesDurations(String text, Duration duration, String written) {
        assertThat(DURATION.read(text)).contains(duration);
        assertThat(Durations.write(duration)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "30", "s", "-1s", "1.5h", "0ms", "31d", "1h30m", "9999999999999s", "٣s"})
    void readsNoOtherDurations(String text) {
        assertThat(DURATION.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":1", "host:65536", "ho st:1", "a:1,", "a:1,,b:2", "::1:9092"})
    void readsNothingElseAsHostsAndPorts(String text) {
        assertThat(Kind.hostPorts().read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "yes", "True", "exactly_once", "EXACTLY_ONCE"})
    void readsFlagsAndConstantsAsTheyAreWrittenOnly(String text) {
        assertThat(Kind.flag().read(text)).isEmpty();
        assertThat(Kind.oneOf(Guarantee.class).read(text)).isEmpty();
        assertThat(Kind.oneOf(Guarantee.class).read("exactly-once")).contains(Guarantee.EXACTLY_ONCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "11", "1.0", "1e1", "x", "99999999999999999999", "3 000"})
    void readsNoNumbersOutOfRange(String text) {
        assertThat(Kind.wholeNumber(1, 10).read(text)).isEmpty();
        assertThat(Kind.largeNumber(1, 10).read(text)).isEmpty();
        assertThat(Kind.wholeNumber(1, 10).read(" 10 ")).contains(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=b", "a=", "a=b,", "a=B", "a=b,a=c", "a=b c"})
    void readsNothingElseAsValuesByQueue(String text) {
        Kind<Map<String, String>> kind = Kind.byQueue(Pattern.compile("[a-z]+"), "letters");
        assertThat(kind.read(text)).isEmpty();
        assertThat(kind.read("a=b, c = d,e=f=g")).contains(Map.of("a", "b", "c", "d", "e=f", "g"));
    }
}
