package dev.docket.cluster.node;

/** What a container is doing; how it ended is told once to whoever started it. */
interface Work {
    /** Asks it to end, as SIGTERM does. */
    void terminate();

    /** Ends it, as SIGKILL does. */
    void kill();
}
