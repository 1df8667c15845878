package dev.docket.queue;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An amount as Kubernetes writes it: a decimal number with an SI suffix ({@code m k M G T P E}), a binary one
 * ({@code Ki Mi Gi Ti Pi Ei}) or an exponent.
 *
 * <p>Source: the grammar of {@code k8s.io/apimachinery/pkg/api/resource.Quantity}; signs and the suffixes {@code n} and
 * {@code u} are left out, since no Pod asks for less than nothing or for a millionth of a core.
 */
final class Quantity {

    private static final int MOST_DIGITS = 15;
    private static final int MOST_DECIMALS = 9;
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final Map<String, Integer> DECIMAL =
            Map.of("m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String BINARY = "KMGTPE";

    private Quantity() {}

    /** The amount, or null if the text is none. */
    static @Nullable BigDecimal parse(String text) {
        int end = digits(text, 0, MOST_DIGITS);
        if (end == 0) {
            return null;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            int decimals = digits(text, end + 1, MOST_DECIMALS);
            if (decimals == 0) {
                return null;
            }
            end += 1 + decimals;
        }
        return scaled(new BigDecimal(text.substring(0, end)), text.substring(end));
    }

    /** How many digits stand from here on; at most so many are looked at. */
    private static int digits(String text, int from, int most) {
        int end = from;
        while (end < text.length() && end - from < most && isDigit(text.charAt(end))) {
            end++;
        }
        return end - from;
    }

    private static @Nullable BigDecimal scaled(BigDecimal number, String suffix) {
        if (suffix.isEmpty()) {
            return number;
        }
        Integer power = DECIMAL.get(suffix);
        if (power != null) {
            return number.scaleByPowerOfTen(power);
        }
        int binary = BINARY.indexOf(suffix.charAt(0));
        if (binary >= 0 && suffix.endsWith("i") && suffix.length() == 2) {
            return number.multiply(KIBI.pow(binary + 1));
        }
        return isExponent(suffix) ? number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))) : null;
    }

    private static boolean isExponent(String suffix) {
        int length = suffix.length();
        return (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E')
                && (length == 2 || length == 3)
                && isDigit(suffix.charAt(1))
                && isDigit(suffix.charAt(length - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
