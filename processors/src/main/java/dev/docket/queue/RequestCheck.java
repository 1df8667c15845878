package dev.docket.queue;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Fault;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks one request against {@link Rules.Requests}, finding all its faults, and fills in its defaults.
 *
 * <p>Defaults: queue {@code default}; priority {@code NORMAL}; script empty; file name {@code script}; timeout one hour
 * or the longest allowed; CPU 100m to 1; memory 128Mi to 512Mi. A limit without a request is also the request; a request
 * above the default limit is also the limit.
 */
final class RequestCheck {

    /** The queue that is meant where none is named. */
    static final String DEFAULT_QUEUE = "default";

    static final int MAX_ID_LENGTH = 200;

    private static final int MAX_LABEL_LENGTH = 64;
    private static final int MAX_METADATA_LENGTH = 256;
    private static final int MAX_ARGUMENTS = 200;
    private static final int MAX_COMMAND_BYTES = 16 * 1024;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3600;

    private final ExecutionRequested request;
    private final Rules.Requests rules;
    private final List<Fault> faults = new ArrayList<>();

    private RequestCheck(ExecutionRequested request, Rules.Requests rules) {
        this.request = request;
        this.rules = rules;
    }

    /** Checks a request whose record value had this many bytes. */
    static CheckedRequest check(ExecutionRequested request, int bytes, Rules.Requests rules) {
        return new RequestCheck(request, rules).run(bytes);
    }

    /** Whether this names a queue. */
    static boolean isQueueName(String name) {
        return Names.isQueue(name);
    }

    /** Whether this can be the id of an execution or of a user. */
    static boolean isId(String id) {
        return !id.isBlank() && id.length() <= MAX_ID_LENGTH && Text.isPlain(id);
    }

    private CheckedRequest run(int bytes) {
        if (bytes > rules.maxRequestBytes()) {
            fault("request", bytes + " bytes; at most " + rules.maxRequestBytes() + " are allowed");
        }
        String executionId = id("executionId", request.executionId());
        String userId = id("userId", request.userId());
        String queue = queue();
        Priority priority = priority();
        ExecutionSpec spec = spec();
        metadata(request.metadata());
        return faults.isEmpty()
                ? new CheckedRequest.Valid(
                        queue, executionId, userId, priority, Objects.requireNonNull(spec), request.metadata())
                : new CheckedRequest.Invalid(List.copyOf(faults));
    }

    private @Nullable ExecutionSpec spec() {
        String script = script();
        optional("language", request.language());
        optional("languageVersion", request.languageVersion());
        String image = matching(
                "runtimeImage",
                request.runtimeImage(),
                Names::isImage,
                "a container image name of up to 500 characters");
        List<String> command = command();
        String filename = request.runtimeFilename() == null
                ? "script"
                : matching(
                        "runtimeFilename",
                        request.runtimeFilename(),
                        Names::isFilename,
                        "a plain file name of up to 100 letters, digits, dots, hyphens and underscores");
        int timeout = timeout();
        Range cpu = range("cpu", request.cpuRequest(), request.cpuLimit(), "100m", "1");
        Range memory = range("memory", request.memoryRequest(), request.memoryLimit(), "128Mi", "512Mi");
        return faults.isEmpty()
                ? new ExecutionSpec(
                        script,
                        request.language(),
                        request.languageVersion(),
                        image,
                        command,
                        filename,
                        timeout,
                        cpu.request,
                        cpu.limit,
                        memory.request,
                        memory.limit)
                : null;
    }

    private String id(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            fault(field, "missing; 1 to " + MAX_ID_LENGTH + " characters are needed");
        } else if (!isId(value)) {
            fault(
                    field,
                    given(value) + "; 1 to " + MAX_ID_LENGTH + " characters without control characters are allowed");
        }
        return value == null ? "" : value;
    }

    private String queue() {
        String queue = request.queue() == null ? DEFAULT_QUEUE : request.queue();
        if (!isQueueName(queue)) {
            fault(
                    "queue",
                    given(queue)
                            + "; 1 to 63 lower-case letters, digits and inner hyphens, dots and underscores are allowed");
        }
        return queue;
    }

    private Priority priority() {
        String name = request.priority();
        if (name == null) {
            return Priority.NORMAL;
        }
        for (Priority priority : Priority.values()) {
            if (priority.name().equals(name)) {
                return priority;
            }
        }
        fault("priority", given(name) + "; one of " + Arrays.toString(Priority.values()) + " is allowed");
        return Priority.NORMAL;
    }

    private String script() {
        String script = request.script() == null ? "" : request.script();
        long bytes = Text.utf8Length(script);
        if (bytes > rules.maxScriptBytes()) {
            fault("script", bytes + " bytes of UTF-8; at most " + rules.maxScriptBytes() + " are allowed");
        } else if (!Text.isWellFormed(script)) {
            fault("script", "half a character (an unpaired surrogate); it cannot be written as UTF-8");
        }
        return script;
    }

    private List<String> command() {
        List<@Nullable String> given = request.runtimeCommand();
        if (given == null || given.isEmpty()) {
            fault("runtimeCommand", "missing; a command and its arguments are needed");
            return List.of();
        }
        long bytes = 0;
        List<String> command = new ArrayList<>();
        for (String argument : given) {
            if (argument == null || !Text.isWellFormed(argument) || argument.indexOf(0) >= 0) {
                fault("runtimeCommand", "an argument that is null, has a NUL or is not well-formed text");
                return List.of();
            }
            bytes += Text.utf8Length(argument);
            command.add(argument);
        }
        if (command.size() > MAX_ARGUMENTS
                || bytes > MAX_COMMAND_BYTES
                || command.get(0).isBlank()) {
            fault(
                    "runtimeCommand",
                    command.size() + " arguments of " + bytes + " bytes; a command with at most " + MAX_ARGUMENTS
                            + " arguments of " + MAX_COMMAND_BYTES + " bytes together is allowed");
        }
        return command;
    }

    private int timeout() {
        Integer seconds = request.timeoutSeconds();
        if (seconds == null) {
            return Math.min(DEFAULT_TIMEOUT_SECONDS, rules.maxTimeoutSeconds());
        }
        if (seconds < 1 || seconds > rules.maxTimeoutSeconds()) {
            fault("timeoutSeconds", seconds + "; 1 to " + rules.maxTimeoutSeconds() + " are allowed");
        }
        return seconds;
    }

    private record Range(String request, String limit) {}

    private Range range(String what, @Nullable String request, @Nullable String limit, String least, String most) {
        BigDecimal asked = quantity(what + "Request", request);
        BigDecimal capped = quantity(what + "Limit", limit);
        if (asked != null && capped != null && asked.compareTo(capped) > 0) {
            fault(what + "Request", given(request) + " is more than the limit, " + given(limit));
        }
        if (request == null) {
            return limit == null ? new Range(least, most) : new Range(limit, limit);
        }
        if (limit == null) {
            BigDecimal usual = Objects.requireNonNull(Quantity.parse(most));
            return new Range(request, asked != null && asked.compareTo(usual) > 0 ? request : most);
        }
        return new Range(request, limit);
    }

    private @Nullable BigDecimal quantity(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        BigDecimal amount = Quantity.parse(text);
        if (amount == null || amount.signum() == 0) {
            fault(field, given(text) + "; a Kubernetes quantity above zero is allowed, such as 500m, 2 or 256Mi");
            return null;
        }
        return amount;
    }

    private void metadata(@Nullable Metadata metadata) {
        if (metadata != null) {
            optional("metadata.eventId", metadata.eventId(), MAX_METADATA_LENGTH);
            optional("metadata.correlationId", metadata.correlationId(), MAX_METADATA_LENGTH);
            optional("metadata.service", metadata.service(), MAX_METADATA_LENGTH);
        }
    }

    private String matching(String field, @Nullable String value, Predicate<String> form, String allowed) {
        if (value == null) {
            fault(field, "missing; " + allowed + " is needed");
            return "";
        }
        if (!form.test(value)) {
            fault(field, given(value) + "; " + allowed + " is allowed");
        }
        return value;
    }

    private void optional(String field, @Nullable String value) {
        optional(field, value, MAX_LABEL_LENGTH);
    }

    private void optional(String field, @Nullable String value, int most) {
        if (value != null && (value.length() > most || !Text.isPlain(value))) {
            fault(field, given(value) + "; up to " + most + " characters without control characters are allowed");
        }
    }

    private static String given(@Nullable String value) {
        return value == null ? "nothing" : "'" + Text.quoted(value) + "'";
    }

    private void fault(String field, String message) {
        faults.add(new Fault(field, message));
    }
}
