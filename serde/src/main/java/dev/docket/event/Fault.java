package dev.docket.event;

import java.util.Objects;

/**
 * One thing that is wrong with an input.
 *
 * @param field the field
 * @param message what was given, shortened, and what is allowed
 */
public record Fault(String field, String message) {

    public Fault {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
