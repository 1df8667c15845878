package dev.docket.query;

/**
 * An error as RFC 9457 has it.
 *
 * @param type what kind, as a URI; {@code about:blank} where the status says it all
 * @param title what kind, the same for all of a kind
 * @param status the HTTP status
 * @param detail what happened here
 */
record Problem(String type, String title, int status, String detail) {

    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail);
    }
}
