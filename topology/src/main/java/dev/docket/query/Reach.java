package dev.docket.query;

/** How far a question may go. One that came from another instance goes no further: that is the limit of hops. */
public enum Reach {
    /** To whichever instance can answer it. */
    ANYWHERE,
    /** Only the original, only on this instance. */
    ACTIVE_HERE,
    /** Any copy on this instance. */
    ANY_COPY_HERE
}
