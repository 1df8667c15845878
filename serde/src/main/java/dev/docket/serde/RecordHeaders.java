package dev.docket.serde;

/** The names of the record headers that Docket reads and writes; their values are UTF-8 text. */
public final class RecordHeaders {

    /** W3C Trace Context; carried from the request to the command and to the Pod. */
    public static final String TRACEPARENT = "traceparent";

    /** On a record sent on to the partition that owns its queue: the first broker time, in epoch milliseconds. */
    public static final String FIRST_TIME = "docket-first-time";

    /** On such a record: where it came from, as {@code topic-partition@offset}. There is only one hop. */
    public static final String ROUTED_FROM = "docket-routed-from";

    /** On a dead letter: the topic that the record came from. */
    public static final String DEAD_TOPIC = "docket-dead-topic";

    /** On a dead letter: the partition that it came from. */
    public static final String DEAD_PARTITION = "docket-dead-partition";

    /** On a dead letter: its offset there. */
    public static final String DEAD_OFFSET = "docket-dead-offset";

    /** On a dead letter: its broker time, in epoch milliseconds. */
    public static final String DEAD_TIME = "docket-dead-time";

    /** On a dead letter: why, as one of {@link Unreadable.Reason}. */
    public static final String DEAD_REASON = "docket-dead-reason";

    /** On a dead letter: the same for people. */
    public static final String DEAD_MESSAGE = "docket-dead-message";

    /** On a dead letter: the length of the whole value in bytes; the value itself may be cut. */
    public static final String DEAD_LENGTH = "docket-dead-length";

    /** On a dead letter: SHA-256 of the whole value, in hexadecimal digits. */
    public static final String DEAD_SHA256 = "docket-dead-sha256";

    private RecordHeaders() {}
}
