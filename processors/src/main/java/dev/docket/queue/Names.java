package dev.docket.queue;

/** The forms of names that requests carry. Each is a regular expression, looked for by hand: every request is checked. */
final class Names {

    private static final int MAX_QUEUE_LENGTH = 63;
    private static final int MAX_IMAGE_LENGTH = 500;
    private static final int MAX_FILENAME_LENGTH = 100;

    private Names() {}

    /** {@code [a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?}. */
    static boolean isQueue(String name) {
        int last = name.length() - 1;
        if (last < 0
                || last >= MAX_QUEUE_LENGTH
                || !isLowerOrDigit(name.charAt(0))
                || !isLowerOrDigit(name.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = name.charAt(i);
            if (!isLowerOrDigit(c) && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** {@code [A-Za-z0-9][A-Za-z0-9._:/@-]{0,499}}. */
    static boolean isImage(String name) {
        int length = name.length();
        if (length == 0 || length > MAX_IMAGE_LENGTH || !isLetterOrDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && "._:/@-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** {@code [A-Za-z0-9._-]{1,100}}, and not a directory. */
    static boolean isFilename(String name) {
        int length = name.length();
        if (length == 0 || length > MAX_FILENAME_LENGTH || name.equals(".") || name.equals("..")) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
