package dev.docket.cli;

import java.util.Locale;

/**
 * What may go to a terminal. Ids, users and queues are what clients chose: a name can hold the control characters that
 * move the cursor, retitle the window or turn the text around. Columns are counted as terminals do: wide characters take
 * two, combining ones none.
 */
final class Printable {

    private static final String REPLACEMENT = "\ufffd";
    private static final String CUT = "…";

    private Printable() {}

    /** The text with everything that a terminal would act upon replaced, line breaks included. */
    static String text(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        raw.codePoints().forEach(point -> {
            if (isHarmful(point)) {
                text.append(REPLACEMENT);
            } else {
                text.appendCodePoint(point);
            }
        });
        return text.toString();
    }

    /** The same JSON value, with what is harmful escaped; JSON has such characters inside of strings only. */
    static String json(String json) {
        StringBuilder text = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            if (!isHarmful(point)) {
                text.appendCodePoint(point);
                return;
            }
            for (char unit : Character.toChars(point)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
        });
        return text.toString();
    }

    /** How many columns the text takes. */
    static int width(String text) {
        return text.codePoints().map(Printable::columns).sum();
    }

    /** The text, cut where it would take more columns than these. */
    static String clip(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder clipped = new StringBuilder();
        int left = columns - 1;
        for (int point : text.codePoints().toArray()) {
            left -= columns(point);
            if (left < 0) {
                break;
            }
            clipped.appendCodePoint(point);
        }
        return columns < 1 ? "" : clipped.append(CUT).toString();
    }

    private static boolean isHarmful(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static int columns(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    /** The blocks that Unicode's East Asian Width (UAX 11) gives as wide, and emoji. */
    private static boolean isWide(int point) {
        return point >= 0x1100
                && (point <= 0x115f
                        || (point >= 0x2e80 && point <= 0xa4cf)
                        || (point >= 0xac00 && point <= 0xd7a3)
                        || (point >= 0xf900 && point <= 0xfaff)
                        || (point >= 0xfe30 && point <= 0xfe6f)
                        || (point >= 0xff00 && point <= 0xff60)
                        || (point >= 0xffe0 && point <= 0xffe6)
                        || (point >= 0x1f300 && point <= 0x1faff)
                        || (point >= 0x20000 && point <= 0x3fffd));
    }
}
