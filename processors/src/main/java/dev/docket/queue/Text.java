package dev.docket.queue;

import org.jspecify.annotations.Nullable;

/** What Docket asks of the text that clients send, and how it quotes such text back. */
final class Text {

    private static final int QUOTED = 80;

    private Text() {}

    /** The length in bytes of UTF-8; text that is not well-formed counts as its replacement would. */
    static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }

    /** Whether every surrogate has its partner; text that is not well-formed cannot be written as UTF-8. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether the text stays on one line and is well-formed. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return isWellFormed(text);
    }

    /** The beginning of the text, safe to write anywhere: no control character, no half character. */
    static String quoted(String text) {
        return text.length() <= QUOTED ? plain(text) : plain(text.substring(0, QUOTED)) + "…";
    }

    /** The text in at most so many characters, safe to write anywhere. */
    static String clipped(String text, int most) {
        return text.length() <= most && isPlain(text) ? text : plain(text.substring(0, Math.min(most, text.length())));
    }

    /** The same for text that may be absent. */
    static @Nullable String clippedIfAny(@Nullable String text, int most) {
        return text == null ? null : clipped(text, most);
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        ? '?'
                        : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
