package dev.docket.bench.fleet;

/** Where log lines go. The backend is slf4j-simple, which reads its settings when the first logger is made. */
public final class Quiet {

    private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private Quiet() {}

    /** Nowhere: brokers in this process have much to say when their clients are killed. What was given to the JVM wins. */
    public static void unlessAsked() {
        if (System.getProperty(LEVEL) == null) {
            System.setProperty(LEVEL, "off");
        }
    }
}
