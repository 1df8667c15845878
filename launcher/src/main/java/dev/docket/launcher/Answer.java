package dev.docket.launcher;

/**
 * What the API server answered.
 *
 * @param <T> what a granted call gives
 */
sealed interface Answer<T> {
    /** It was done. */
    record Done<T>(T value) implements Answer<T> {}

    /** It was not done, or nobody knows ({@link Refusal.Kind#UNAVAILABLE}). */
    record Refused<T>(Refusal refusal) implements Answer<T> {}
}
