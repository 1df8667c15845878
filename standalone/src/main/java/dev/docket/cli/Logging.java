package dev.docket.cli;

import java.nio.file.Path;

/**
 * Where log lines go. The backend is slf4j-simple: one small jar without a configuration language of its own; whoever
 * runs Docket in production has its standard error collected. To have an effect, a method is called before the first
 * logger is made.
 */
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** For a server whose standard error is collected: its own news, Kafka's warnings. */
    static void toStandardError() {
        set("logFile", "System.err");
        levels("info", "warn");
    }

    /** For a server in a terminal: the same into a file. */
    static void toFile(Path file) {
        set("logFile", file.toString());
        levels("info", "warn");
    }

    /** For a command that says itself what went wrong: nothing, unless asked. */
    static void ofClient() {
        set("logFile", "System.err");
        String level = Boolean.getBoolean("docket.debug") ? "info" : "off";
        levels(level, level);
    }

    private static void levels(String own, String others) {
        set("defaultLogLevel", others);
        set("log.dev.docket", own);
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        set("levelInBrackets", "true");
    }

    /** What was given to the JVM wins. */
    private static void set(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
