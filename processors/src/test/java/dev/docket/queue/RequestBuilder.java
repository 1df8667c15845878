package dev.docket.queue;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A valid request, but for what a test sets. */
final class RequestBuilder {

    private @Nullable String id = "a";
    private @Nullable String user = "u";
    private @Nullable String queue;
    private @Nullable String priority;
    private @Nullable String script = "echo hello";
    private @Nullable String language;
    private @Nullable String languageVersion;
    private @Nullable String image = "busybox:1.36";
    private @Nullable List<@Nullable String> command = List.of("sh", "{script}");
    private @Nullable String filename;
    private @Nullable Integer timeoutSeconds = 60;
    private @Nullable String cpuRequest;
    private @Nullable String cpuLimit;
    private @Nullable String memoryRequest;
    private @Nullable String memoryLimit;
    private @Nullable Metadata metadata;

    static RequestBuilder aRequest() {
        return new RequestBuilder();
    }

    static RequestBuilder aRequest(String id) {
        return new RequestBuilder().id(id);
    }

    RequestBuilder id(@Nullable String value) {
        id = value;
        return this;
    }

    RequestBuilder user(@Nullable String value) {
        user = value;
        return this;
    }

    RequestBuilder queue(@Nullable String value) {
        queue = value;
        return this;
    }

    RequestBuilder priority(Priority value) {
        return priority(value.name());
    }

    RequestBuilder priority(@Nullable String value) {
        priority = value;
        return this;
    }

    RequestBuilder script(@Nullable String value) {
        script = value;
        return this;
    }

    RequestBuilder language(@Nullable String value) {
        language = value;
        return this;
    }

    RequestBuilder languageVersion(@Nullable String value) {
        languageVersion = value;
        return this;
    }

    RequestBuilder image(@Nullable String value) {
        image = value;
        return this;
    }

    RequestBuilder command(@Nullable String... value) {
        command = Arrays.asList(value);
        return this;
    }

    RequestBuilder noCommand() {
        command = null;
        return this;
    }

    RequestBuilder filename(@Nullable String value) {
        filename = value;
        return this;
    }

    RequestBuilder timeoutSeconds(@Nullable Integer value) {
        timeoutSeconds = value;
        return this;
    }

    RequestBuilder cpu(@Nullable String request, @Nullable String limit) {
        cpuRequest = request;
        cpuLimit = limit;
        return this;
    }

    RequestBuilder memory(@Nullable String request, @Nullable String limit) {
        memoryRequest = request;
        memoryLimit = limit;
        return this;
    }

    RequestBuilder metadata(@Nullable Metadata value) {
        metadata = value;
        return this;
    }

    ExecutionRequested build() {
        return new ExecutionRequested(
                id,
                user,
                queue,
                priority,
                script,
                language,
                languageVersion,
                image,
                command,
                filename,
                timeoutSeconds,
                cpuRequest,
                cpuLimit,
                memoryRequest,
                memoryLimit,
                metadata);
    }
}
