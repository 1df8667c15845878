package dev.docket.http;

import dev.docket.event.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it.
 *
 * @param type what kind, as a URI; {@code about:blank} where the status says it all
 * @param title what kind, the same for all of a kind
 * @param status the HTTP status
 * @param detail what happened here
 * @param reason the same as one of a closed set of words, where a program may want to tell cases apart
 * @param faults everything that is wrong with the request; absent where it is not about single fields
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String reason,
        @Nullable List<Fault> faults) {

    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        return new Problem("about:blank", title(status), status, detail, null, null);
    }

    /** An error of which no more is known than its status. */
    static Problem of(int status) {
        return of(status, detail(status));
    }

    Problem because(String why) {
        return new Problem(type, title, status, detail, why, faults);
    }

    Problem with(List<Fault> wrong) {
        return new Problem(type, title, status, detail, reason, wrong);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 413 -> "Content too large";
            case 414 -> "URI too long";
            case 415 -> "Unsupported media type";
            case 421 -> "Misdirected request";
            case 429 -> "Too many requests";
            case 431 -> "Header fields too large";
            case 503 -> "Unavailable";
            default -> status < 500 ? "Refused" : "Internal error";
        };
    }

    private static String detail(int status) {
        return status == 404
                ? "There is nothing at this address."
                : status < 500 ? "The request cannot be handled as it is." : "The log of this instance says why.";
    }
}
