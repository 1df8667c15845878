package dev.docket.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "500m, 0.5",
        "1.5, 1.5",
        "2k, 2000",
        "1Ki, 1024",
        "1.5Gi, 1610612736",
        "1e3, 1000",
        "2E, 2e18",
        "1E2, 100",
        "100n, 0.0000001",
        ".5, 0.5",
        "-1, -1"
    })
    void readsEveryForm(String text, BigDecimal value) {
        assertThat(Quantity.parse(text))
                .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "1 Gi", "1gi", "1e", "1.2.3", "NaN", "0x10", "1e999", "1e1000000000"})
    void refusesWhatIsNone(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "requests.cpu, 0.5, 500m",
        "limits.cpu, 2, 2",
        "requests.cpu, 0.0001, 1m",
        "requests.memory, 1073741824, 1Gi",
        "limits.memory, 1500, 1500",
        "limits.memory, 0, 0",
        "pods, 10, 10"
    })
    void writesTheCanonicalForm(String resource, BigDecimal value, String text) {
        assertThat(Quantity.canonical(resource, value)).isEqualTo(text);
    }
}
