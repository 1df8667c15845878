package dev.docket.http;

/** How a process is doing. Called from any thread. */
public interface Health {

    /** Whether it can go on, or come to go on, without being restarted. */
    boolean isLive();

    /** Whether it answers questions. */
    boolean isReady();

    /** What it is doing. */
    HealthReport report();
}
