package dev.docket.processor;

/**
 * The names of the topology's nodes and of its store. They name changelogs, metrics and state directories, and are
 * frozen: a changed name is another installation's state.
 */
public final class Nodes {

    /** Reads {@code execution-requests}. */
    public static final String REQUESTS = "execution-requests-source";

    /** Reads {@code execution-reports}. */
    public static final String REPORTS = "execution-reports-source";

    /** Reads {@code queue-settings}. */
    public static final String SETTINGS = "queue-settings-source";

    /** Decides. */
    public static final String QUEUE = "queue-processor";

    /** The one store. */
    public static final String STORE = "executions";

    /** Writes {@code pod-commands}. */
    public static final String COMMANDS = "pod-commands-sink";

    /** Writes {@code execution-events}. */
    public static final String EVENTS = "execution-events-sink";

    /** Writes {@code dead-letters}. */
    public static final String DEAD_LETTERS = "dead-letters-sink";

    /** Sends ticks to the partition's own {@code execution-reports}. */
    public static final String TICKS = "ticks-sink";

    /** Sends requests on to the partition that owns their queue. */
    public static final String ROUTED_REQUESTS = "routed-requests-sink";

    /** Sends reports on to the partition that owns their queue. */
    public static final String ROUTED_REPORTS = "routed-reports-sink";

    /** Sends settings on to the partition that owns their queue. */
    public static final String ROUTED_SETTINGS = "routed-settings-sink";

    private Nodes() {}
}
