package dev.docket.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run: a request after it was checked and its defaults filled in.
 *
 * @param script the program text, perhaps empty
 * @param language the language of the script, for people and metrics
 * @param languageVersion its version
 * @param runtimeImage the container image
 * @param runtimeCommand the command and its arguments, not empty; {@code {script}} stands for the script's path
 * @param runtimeFilename the script's file name, a legal plain file name
 * @param timeoutSeconds how long the container may run, from its start
 * @param cpuRequest a Kubernetes quantity, as are the next three
 * @param cpuLimit see {@code cpuRequest}
 * @param memoryRequest see {@code cpuRequest}
 * @param memoryLimit see {@code cpuRequest}
 */
public record ExecutionSpec(
        String script,
        @Nullable String language,
        @Nullable String languageVersion,
        String runtimeImage,
        List<String> runtimeCommand,
        String runtimeFilename,
        int timeoutSeconds,
        String cpuRequest,
        String cpuLimit,
        String memoryRequest,
        String memoryLimit) {

    /** Stands for the path of the script's file in {@code runtimeCommand}. */
    public static final String SCRIPT_PLACEHOLDER = "{script}";

    public ExecutionSpec {
        Objects.requireNonNull(script, "script");
        Objects.requireNonNull(runtimeImage, "runtimeImage");
        Objects.requireNonNull(runtimeFilename, "runtimeFilename");
        Objects.requireNonNull(cpuRequest, "cpuRequest");
        Objects.requireNonNull(cpuLimit, "cpuLimit");
        Objects.requireNonNull(memoryRequest, "memoryRequest");
        Objects.requireNonNull(memoryLimit, "memoryLimit");
        runtimeCommand = List.copyOf(runtimeCommand);
        if (runtimeCommand.isEmpty() || timeoutSeconds < 1) {
            throw new IllegalArgumentException("a spec has a command and a positive timeout");
        }
    }
}
