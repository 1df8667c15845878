package dev.docket.cluster.api;

/** Hears of each request as it comes in, before anything else happens to it; on the server's event loop, so it must not block. */
@FunctionalInterface
public interface RequestObserver {
    /** Hears nothing. */
    RequestObserver NONE = (method, uri, userAgent) -> {};

    /**
     * A request came in.
     *
     * @param uri path and query as sent
     * @param userAgent who says to have sent it; empty if nobody does
     */
    void came(String method, String uri, String userAgent);
}
