package dev.docket.bench.lives;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Priority;
import java.util.List;
import java.util.SplittableRandom;

/** The requests of all contenders: the same users, priorities and sizes, and no two scripts alike. */
public final class Payloads {

    /** How long a request is, about, as JSON. */
    public static final int REQUEST_BYTES = 600;

    /** How many users ask in turn. */
    public static final int USERS = 1_000;

    private static final int TIMEOUT_SECONDS = 600;
    private static final int SCRIPT_CHARS = 380;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 (=)";
    private static final Priority[] PRIORITIES = Priority.values();

    private final SplittableRandom random;

    /** The same seed gives the same requests. */
    public Payloads(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A script of {@value #SCRIPT_CHARS} characters, of which hardly anything repeats. */
    public String script() {
        StringBuilder script = new StringBuilder(SCRIPT_CHARS);
        for (long bits = 0, left = 0; script.length() < SCRIPT_CHARS; bits >>>= 6, left--) {
            if (left == 0) {
                bits = random.nextLong();
                left = 10;
            }
            script.append(LETTERS.charAt((int) (bits & 63)));
        }
        return script.toString();
    }

    /** What is asked for: the same of every contender, but for what is given here. */
    public static ExecutionRequested request(String id, String user, String queue, Priority priority, String script) {
        return new ExecutionRequested(
                id,
                user,
                queue,
                priority.name(),
                script,
                "python",
                "3.12",
                "python:3.12-slim",
                List.of("python3", "-u", "{script}"),
                "main.py",
                TIMEOUT_SECONDS,
                "100m",
                "500m",
                "64Mi",
                "128Mi",
                null);
    }

    /** Who asks for the execution of this number. */
    public static String user(long number) {
        return "user-" + number % USERS;
    }

    /** With which priority. */
    public static Priority priority(long number) {
        return PRIORITIES[(int) (number / USERS % PRIORITIES.length)];
    }
}
