package dev.docket.replay;

/**
 * A line that cannot be used.
 *
 * @param line its number, from 1
 * @param message what is wrong with it
 */
public record LineFault(long line, String message) {

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
