package dev.docket.cli;

/** Ends the command with a message for people, without a stack trace, and with an exit code for scripts. */
final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    CommandFailed(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
