package dev.docket.cluster.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes quantities ({@code 500m}, {@code 1.5Gi}, {@code 1e3}) as exact numbers, and back in canonical form. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]{1,2})?");

    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")),
            Map.entry("m", new BigDecimal("1e-3")),
            Map.entry("k", new BigDecimal("1e3")),
            Map.entry("M", new BigDecimal("1e6")),
            Map.entry("G", new BigDecimal("1e9")),
            Map.entry("T", new BigDecimal("1e12")),
            Map.entry("P", new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")),
            Map.entry("Ki", binary(10)),
            Map.entry("Mi", binary(20)),
            Map.entry("Gi", binary(30)),
            Map.entry("Ti", binary(40)),
            Map.entry("Pi", binary(50)),
            Map.entry("Ei", binary(60)));

    private Quantity() {}

    private static BigDecimal binary(int bits) {
        return new BigDecimal(BigInteger.ONE.shiftLeft(bits));
    }

    /** Empty for what is no quantity. */
    static Optional<BigDecimal> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > 40 || !matcher.matches()) {
            return Optional.empty();
        }
        String suffix = matcher.group(2);
        if (suffix == null) {
            return Optional.of(new BigDecimal(matcher.group(1)));
        }
        BigDecimal factor = SUFFIXES.get(suffix);
        return Optional.of(
                factor == null
                        ? new BigDecimal(matcher.group(1) + suffix)
                        : new BigDecimal(matcher.group(1)).multiply(factor));
    }

    /** CPU in cores or millicores, memory in the largest binary unit that divides it, counts as they are. */
    static String canonical(String resource, BigDecimal value) {
        if (resource.endsWith("memory")) {
            BigInteger bytes = value.setScale(0, RoundingMode.CEILING).toBigInteger();
            String[] units = {"", "Ki", "Mi", "Gi", "Ti"};
            int unit = 0;
            BigInteger step = BigInteger.valueOf(1024);
            while (unit < units.length - 1
                    && bytes.signum() > 0
                    && bytes.mod(step).signum() == 0) {
                bytes = bytes.divide(step);
                unit++;
            }
            return bytes + units[unit];
        }
        BigInteger milli =
                value.movePointRight(3).setScale(0, RoundingMode.CEILING).toBigInteger();
        BigInteger[] whole = milli.divideAndRemainder(BigInteger.valueOf(1000));
        return whole[1].signum() == 0 ? whole[0].toString() : milli + "m";
    }
}
