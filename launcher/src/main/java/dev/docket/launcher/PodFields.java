package dev.docket.launcher;

/**
 * The names by which a Pod tells whose it is. Labels hold only what is a legal label value by construction; the full
 * identity of the attempt stands in annotations, which take any text.
 */
public final class PodFields {
    /** Label; always {@link #MANAGED_BY}. */
    public static final String LABEL_MANAGED_BY = "app.kubernetes.io/managed-by";
    /** The value of {@link #LABEL_MANAGED_BY}. */
    public static final String MANAGED_BY = "docket";
    /** Label: the installation. */
    public static final String LABEL_INSTALLATION = "docket.dev/installation";
    /** Label: the partition of {@code pod-commands} that the command came from. */
    public static final String LABEL_COMMAND_PARTITION = "docket.dev/command-partition";
    /** Label: the queue, where its name is a legal label value. */
    public static final String LABEL_QUEUE = "docket.dev/queue";

    /** Annotation: the queue of the execution. */
    public static final String QUEUE = "docket.dev/queue";
    /** Annotation: the client's id of the execution. */
    public static final String EXECUTION_ID = "docket.dev/execution-id";
    /** Annotation: which request record made the execution, as {@code partition-offset}. */
    public static final String INCARNATION = "docket.dev/incarnation";
    /** Annotation: the attempt, from 1. */
    public static final String ATTEMPT = "docket.dev/attempt";
    /** Annotation: whose execution it is. */
    public static final String USER_ID = "docket.dev/user-id";
    /** Annotation: the priority it waited with. */
    public static final String PRIORITY = "docket.dev/priority";
    /** Annotation: the client's correlation id, where there is one. */
    public static final String CORRELATION_ID = "docket.dev/correlation-id";
    /** Annotation: the W3C trace context of the request, where there is one. */
    public static final String TRACEPARENT = "docket.dev/traceparent";
    /** Annotation: the partition of {@code pod-commands} that the command came from. */
    public static final String COMMAND_PARTITION = "docket.dev/command-partition";
    /** Annotation: the offset of the command in that partition. */
    public static final String COMMAND_OFFSET = "docket.dev/command-offset";
    /** Annotation: how long the container may run, in seconds from its start. */
    public static final String TIMEOUT_SECONDS = "docket.dev/timeout-seconds";
    /** Annotation: when the launch must have come to something, in ISO-8601. */
    public static final String NOT_AFTER = "docket.dev/not-after";
    /** Annotation: the program text; mounted as a file. */
    public static final String SCRIPT = "docket.dev/script";
    /** Annotation: Docket itself is removing this Pod, and why ({@link DeletionMark}). */
    public static final String DELETED_BY_DOCKET = "docket.dev/deleted-by-docket";
    /** Annotation: the same for people. */
    public static final String DELETED_BECAUSE = "docket.dev/deleted-because";

    /** Finalizer: keeps the Pod until its outcome is safe and its command cannot come again. */
    public static final String FINALIZER = "docket.dev/outcome";
    /** The name of the container that runs the script. */
    public static final String CONTAINER = "execution";
    /** Where the script's file is mounted. */
    public static final String SCRIPT_DIRECTORY = "/scripts";

    private PodFields() {}
}
