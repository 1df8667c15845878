package dev.docket.serde;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as {@link Instant#toString} and {@link Instant#parse} have them, several times faster for those that are
 * written {@code 2026-11-23T21:38:08Z}, with or without a fraction. All others are left to those two.
 */
final class InstantText {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private static final int WHOLE_SECONDS = "2026-11-23T21:38:08Z".length();
    private static final int NANOS = 9;

    private InstantText() {}

    static String of(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < YEAR_0 || second >= YEAR_10000) {
            return instant.toString();
        }
        int nano = instant.getNano();
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
        byte[] text = new byte[WHOLE_SECONDS + (nano == 0 ? 0 : 1 + fraction(nano))];
        digits(text, 0, 4, time.getYear());
        text[4] = '-';
        digits(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, time.getHour());
        text[13] = ':';
        digits(text, 14, 2, time.getMinute());
        text[16] = ':';
        digits(text, 17, 2, time.getSecond());
        if (nano != 0) {
            text[19] = '.';
            int length = fraction(nano);
            digits(text, 20, length, nano / power(NANOS - length));
        }
        text[text.length - 1] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads what {@link Instant#parse} reads, to the same instant.
     *
     * @throws java.time.DateTimeException for everything else, and for a 24th hour and a 60th second
     */
    static Instant parse(String text) {
        int length = text.length();
        if (!hasCommonShape(text, length)) {
            return Instant.parse(text);
        }
        int nano = 0;
        if (length > WHOLE_SECONDS) {
            int fraction = length - WHOLE_SECONDS - 1;
            nano = number(text, 20, fraction) * power(NANOS - fraction);
        }
        long second = LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 2),
                        number(text, 8, 2),
                        number(text, 11, 2),
                        number(text, 14, 2),
                        number(text, 17, 2))
                .toEpochSecond(ZoneOffset.UTC);
        return Instant.ofEpochSecond(second, nano);
    }

    private static boolean hasCommonShape(String text, int length) {
        if (length < WHOLE_SECONDS || length == WHOLE_SECONDS + 1 || length > WHOLE_SECONDS + 1 + NANOS) {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                case 19 -> c == '.';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        return text.charAt(length - 1) == 'Z';
    }

    /** 3, 6 or 9 digits, as few as hold it. */
    private static int fraction(int nano) {
        if (nano % 1_000_000 == 0) {
            return 3;
        }
        return nano % 1000 == 0 ? 6 : NANOS;
    }

    private static int power(int exponent) {
        int power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private static int number(String text, int from, int length) {
        int number = 0;
        for (int i = from; i < from + length; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    private static void digits(byte[] text, int from, int length, int number) {
        int left = number;
        for (int i = from + length - 1; i >= from; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
