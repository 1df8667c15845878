package dev.docket.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Run this script in this image, with these limits, for this user. Every field stands as received, unchecked: a request
 * that is not valid is answered with all its faults, which needs the request to be readable first.
 *
 * @param executionId the client's own name for this execution; with the queue it is its identity
 * @param userId whose execution this is
 * @param queue the line to wait in; absent means {@code default}
 * @param priority a name of {@link Priority}; absent means {@code NORMAL}
 * @param script the program text, mounted as a file; absent means empty
 * @param language the language of the script, for people and metrics
 * @param languageVersion its version
 * @param runtimeImage the container image
 * @param runtimeCommand the command and its arguments; {@code {script}} in an argument stands for the script's path
 * @param runtimeFilename the script's file name
 * @param timeoutSeconds how long the container may run, from its start
 * @param cpuRequest a Kubernetes quantity, as are the next three
 * @param cpuLimit see {@code cpuRequest}
 * @param memoryRequest see {@code cpuRequest}
 * @param memoryLimit see {@code cpuRequest}
 * @param metadata where the request came from
 */
public record ExecutionRequested(
        @Nullable String executionId,
        @Nullable String userId,
        @Nullable String queue,
        @Nullable String priority,
        @Nullable String script,
        @Nullable String language,
        @Nullable String languageVersion,
        @Nullable String runtimeImage,
        @Nullable List<@Nullable String> runtimeCommand,
        @Nullable String runtimeFilename,
        @Nullable Integer timeoutSeconds,
        @Nullable String cpuRequest,
        @Nullable String cpuLimit,
        @Nullable String memoryRequest,
        @Nullable String memoryLimit,
        @Nullable Metadata metadata)
        implements Request {

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
