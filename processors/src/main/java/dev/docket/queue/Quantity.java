package dev.docket.queue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount as Kubernetes writes it: a decimal number with an SI suffix ({@code m k M G T P E}), a binary one
 * ({@code Ki Mi Gi Ti Pi Ei}) or an exponent.
 *
 * <p>Source: the grammar of {@code k8s.io/apimachinery/pkg/api/resource.Quantity}; signs and the suffixes {@code n} and
 * {@code u} are left out, since no Pod asks for less than nothing or for a millionth of a core.
 */
final class Quantity {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([mkMGTPE]|[KMGTPE]i|[eE]\\d{1,2})?");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final Map<String, Integer> DECIMAL =
            Map.of("m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String BINARY = "KMGTPE";

    private Quantity() {}

    /** The amount, or null if the text is none. */
    static @Nullable BigDecimal parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(2);
        if (suffix == null) {
            return number;
        }
        if (suffix.endsWith("i")) {
            return number.multiply(KIBI.pow(BINARY.indexOf(suffix.charAt(0)) + 1));
        }
        Integer power = DECIMAL.get(suffix);
        return number.scaleByPowerOfTen(power == null ? Integer.parseInt(suffix.substring(1)) : power);
    }
}
