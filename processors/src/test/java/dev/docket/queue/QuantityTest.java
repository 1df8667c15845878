package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantityTest {

    /** Amounts as they stand in Pods, and what the API server takes them for. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.5, 0.5",
        "100m, 0.1",
        "1500m, 1.5",
        "0.1m, 0.0001",
        "1k, 1000",
        "129M, 129000000",
        "129e6, 129000000",
        "129E6, 129000000",
        "123Mi, 128974848",
        "128974848, 128974848",
        "128974848000m, 128974848",
        "1Ki, 1024",
        "1.5Gi, 1610612736",
        "2T, 2000000000000",
        "1Ti, 1099511627776",
        "1P, 1000000000000000",
        "1Pi, 1125899906842624",
        "1E, 1000000000000000000",
        "1Ei, 1152921504606846976",
        "007, 7"
    })
    void readsWhatKubernetesReads(String text, BigDecimal amount) {
        assertThat(Quantity.parse(text)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "m", "Gi", ".", "1 Gi", " 1", "1\n", "-1", "+1", "1K", "1ki", "1mi", "1gb", "1e", "1E-3",
                "1e123", "0x10", "1,5", "1.2.3", "NaN", "1n", "1u", "١", "1GiB", "1mm"
            })
    void readsNothingElse(String text) {
        assertThat(Quantity.parse(text)).isNull();
    }

    @Test
    void readsHugeTextInNoTime() {
        assertThat(Quantity.parse("9".repeat(1_000_000))).isNull();
        assertThat(Quantity.parse("999999999999999Ei")).isNotNull();
    }

    @Test
    void ordersAmountsByWhatTheyAreWorth() {
        Random random = new Random(42);
        String[] binary = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
        for (int i = 0; i < 1000; i++) {
            int power = random.nextInt(binary.length - 1);
            int amount = 1 + random.nextInt(1_000_000);

            assertThat(Quantity.parse(amount + binary[power + 1]))
                    .isEqualByComparingTo(Quantity.parse(1024L * amount + binary[power]));
            assertThat(Quantity.parse(amount + "k")).isEqualByComparingTo(Quantity.parse(amount + "000"));
            assertThat(Quantity.parse(amount + "m")).isLessThan(Quantity.parse(amount + ""));
            assertThat(Quantity.parse(amount + "m")).isEqualByComparingTo(BigDecimal.valueOf(amount, 3));
        }
    }

    @Test
    void readsExactlyWhatTheGrammarSays() {
        String grammar = "\\d{1,15}(?:\\.\\d{1,9})?(?:[mkMGTPE]|[KMGTPE]i|[eE]\\d{1,2})?";
        String characters = "0123456789....mkMGTPEKieE -+";
        Random random = new Random(7);
        int valid = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(7); length > 0; length--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            String amount = text.toString();
            assertThat(Quantity.parse(amount) != null).as(amount).isEqualTo(amount.matches(grammar));
            valid += amount.matches(grammar) ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(10_000);
        for (String edge : new String[] {"9".repeat(15), "9".repeat(16), "1." + "1".repeat(9), "1." + "1".repeat(10)}) {
            assertThat(Quantity.parse(edge) != null).as(edge).isEqualTo(edge.matches(grammar));
        }
    }
}
