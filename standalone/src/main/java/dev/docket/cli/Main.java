package dev.docket.cli;

import dev.docket.config.InvalidSettingsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code docket}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs one command and returns its exit code; for tests, which must not end the JVM. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = commandLine().setOut(out).setErr(err);
        int exitCode = line.execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }

    static CommandLine commandLine() {
        return new CommandLine(new DocketCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((fault, arguments) -> misused(fault))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
    }

    /** One line about the fault and one about where help is: a page of options would push the fault off the screen. */
    private static int misused(ParameterException fault) {
        CommandLine line = fault.getCommandLine();
        line.getErr().println("docket: " + fault.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(fault, line.getErr())) {
            line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return Exit.USAGE;
    }

    private static int failed(Exception failure, CommandLine line) {
        line.getErr().println("docket: " + message(failure));
        if (Boolean.getBoolean("docket.debug")) {
            failure.printStackTrace(line.getErr());
        }
        return exitCode(failure);
    }

    private static String message(Throwable failure) {
        if (failure instanceof CommandFailed || failure instanceof InvalidSettingsException) {
            return String.valueOf(failure.getMessage());
        }
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof CommandFailed expected) {
            return expected.exitCode();
        }
        if (failure instanceof InvalidSettingsException) {
            return Exit.USAGE;
        }
        return failure instanceof TimeoutException || failure instanceof RetriableException
                ? Exit.UNREACHABLE
                : Exit.FAILED;
    }
}
