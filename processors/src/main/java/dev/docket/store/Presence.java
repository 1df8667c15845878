package dev.docket.store;

/** What is kept under a key, as far as an index knows without looking. */
public enum Presence {

    /** Nothing at all. */
    ABSENT,

    /** Perhaps a record, but no payload. */
    WITHOUT_PAYLOAD,

    /** Perhaps a record, perhaps a payload. */
    UNKNOWN
}
