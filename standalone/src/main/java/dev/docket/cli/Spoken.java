package dev.docket.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers as people say them. */
final class Spoken {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spoken() {}

    /** Two digits or so: nobody plans by the second what takes an hour. What is negative counts as nothing. */
    static String duration(double seconds) {
        long whole = Math.round(Math.max(0, seconds));
        if (seconds < 1) {
            return "less than a second";
        }
        if (whole < 2 * MINUTE) {
            return whole + " s";
        }
        if (whole < 2 * HOUR) {
            return Math.round((double) whole / MINUTE) + " min";
        }
        if (whole < 2 * DAY) {
            return Math.round((double) whole / HOUR) + " h";
        }
        return Math.round((double) whole / DAY) + " days";
    }

    /** From then until then; clocks may differ, so what would be negative is nothing. */
    static String between(Instant from, Instant to) {
        return duration(Duration.between(from, to).toMillis() / 1e3);
    }

    /** 1st, 2nd, 3rd, 4th, …, 11th, …, 21st. */
    static String ordinal(long number) {
        long tens = number % 100;
        String end = switch ((int) (number % 10)) {
            case 1 -> tens == 11 ? "th" : "st";
            case 2 -> tens == 12 ? "th" : "nd";
            case 3 -> tens == 13 ? "th" : "rd";
            default -> "th";
        };
        return number + end;
    }

    /** One record, two records. */
    static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double number = bytes;
        int unit = 0;
        while (number >= 1024 && unit < units.length - 1) {
            number /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, units[unit]);
    }

    /** TIMED_OUT as timed out. */
    static String constant(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
