package dev.docket.cli;

import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Fault;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket submit}. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        header = "Run a script.",
        description = {
            "",
            "Puts the script into its queue and prints its place in the line. With --wait, stays until it has ended, prints"
                    + " the end of what it printed, and exits as it did.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:accepted; with --wait: completed",
            "1-255:with --wait: the exit code of the script",
            "2:wrong command line or settings",
            "3:Kafka cannot be reached, or no coordinator answers",
            "124:with --wait: it ran for longer than its timeout",
            "125:rejected or expired; with --wait also: ended without an exit code of its own",
            "130:with --wait: cancelled"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket submit hello.py",
            "  docket submit --wait --timeout 5m --priority high nightly.sh",
            "  docket submit --image eclipse-temurin:25 --command java --command {script} Hello.java"
        })
final class SubmitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The script, UTF-8 text of at most 200 KB.")
    Path file = Path.of("");

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @ArgGroup(exclusive = false, validate = false, heading = "%nWhere and for whom:%n")
    Place place = new Place();

    @ArgGroup(exclusive = false, validate = false, heading = "%nHow it runs:%n")
    Execution execution = new Execution();

    @Option(
            names = {"-w", "--wait"},
            description = "Wait until it has ended.")
    boolean wait;

    @Option(
            names = "--answer-within",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "How long to wait for the coordinator's answer. Default: ${DEFAULT-VALUE}.")
    Duration patience = Duration.ofSeconds(30);

    static final class Place {
        @Option(names = "--queue", defaultValue = "default", description = "The queue. Default: ${DEFAULT-VALUE}.")
        String queue = "default";

        @Option(
                names = "--user",
                defaultValue = "${sys:user.name}",
                description = "Whose execution it is. Default: ${DEFAULT-VALUE}.")
        String user = "";

        @Option(
                names = "--priority",
                defaultValue = "normal",
                description = "One of critical, high, normal, low, background. Default: ${DEFAULT-VALUE}.")
        Priority priority = Priority.NORMAL;

        @Option(
                names = "--id",
                description = "The execution's id; the same id and content twice is one execution."
                        + " Default: the file's name and random characters.")
        @Nullable
        String id;
    }

    static final class Execution {
        @Option(
                names = "--timeout",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                defaultValue = "1h",
                description = "How long it may run: 90, 90s, 5m, 4h. Default: ${DEFAULT-VALUE}.")
        Duration timeout = Duration.ofHours(1);

        @Option(names = "--image", description = "The container image. Default: by the end of the file's name.")
        @Nullable
        String image;

        @Option(
                names = "--command",
                paramLabel = "WORD",
                description = "The command, one word each time; {script} stands for the script's path."
                        + " Default: by the end of the file's name.")
        List<String> command = List.of();

        @Option(names = "--cpu", paramLabel = "QUANTITY", description = "CPU to request and limit, such as 500m.")
        @Nullable
        String cpu;

        @Option(names = "--memory", paramLabel = "QUANTITY", description = "Memory to request and limit, such as 64Mi.")
        @Nullable
        String memory;
    }

    /** What goes to standard output with {@code --output json}; what does not apply is left out. */
    record Answer(
            String executionId,
            String queue,
            String answer,
            @Nullable Long position,
            @Nullable Outcome outcome,
            @Nullable Integer exitCode,
            String message,
            @Nullable List<Fault> faults,
            @Nullable String output) {}

    @Override
    public Integer call() {
        String id = place.id == null ? ScriptFile.newId(file) : place.id;
        ExecutionRequested request = request(id);
        try (Exchange exchange = Exchange.with(connection.installation())) {
            DecisionEvent answer = exchange.ask(place.queue, id, request, patience);
            say(id, answer);
            DecisionEvent last = wait && !Ended.isEnd(answer) ? follow(exchange, id, answer) : answer;
            return finish(id, answer, last);
        }
    }

    private DecisionEvent follow(Exchange exchange, String id, DecisionEvent answer) {
        Incarnation incarnation = answer instanceof ExecutionAccepted accepted
                ? accepted.incarnation()
                : answer instanceof ExecutionRepeated repeated && repeated.outcome() == null
                        ? repeated.incarnation()
                        : null;
        if (incarnation == null) {
            return answer;
        }
        while (true) {
            Optional<DecisionEvent> next = exchange.next(place.queue, id, Duration.ofSeconds(1));
            if (next.isPresent()) {
                say(id, next.get());
                if (DecisionWatch.ends(next.get(), incarnation)) {
                    return next.get();
                }
            }
        }
    }

    private void say(String id, DecisionEvent decision) {
        if (!output.json()) {
            output.err().println(id + " " + decision.accept(Told.IN_WORDS));
        }
    }

    private int finish(String id, DecisionEvent answer, DecisionEvent last) {
        Ended ended = answer instanceof ExecutionRepeated repeated && last == answer
                ? new Ended(repeated.outcome(), null, null)
                : Ended.by(last);
        if (output.json()) {
            output.print(new Answer(
                    id,
                    place.queue,
                    answer.type(),
                    answer instanceof ExecutionAccepted accepted ? (Long) accepted.position() : null,
                    ended.outcome(),
                    ended.exitCode(),
                    last.accept(Told.IN_WORDS),
                    answer instanceof ExecutionRejected rejected ? rejected.faults() : null,
                    ended.output()));
        } else if (ended.output() != null) {
            output.out().print(ended.output());
        } else if (!wait && ended.outcome() == null && !Ended.isEnd(answer)) {
            output.out().println(id);
        }
        boolean accepted = answer instanceof ExecutionAccepted || answer instanceof ExecutionRepeated;
        return accepted && !wait ? Exit.OK : ended.commandExit();
    }

    private ExecutionRequested request(String id) {
        Optional<ScriptKind> kind = ScriptKind.of(file);
        String image = execution.image != null
                ? execution.image
                : kind.map(ScriptKind::image).orElseThrow(this::unknownKind);
        List<String> command = !execution.command.isEmpty()
                ? execution.command
                : kind.map(ScriptKind::command).orElseThrow(this::unknownKind);
        return new ExecutionRequested(
                id,
                place.user,
                place.queue,
                place.priority.name(),
                ScriptFile.read(file),
                kind.map(ScriptKind::language).orElse(null),
                null,
                image,
                List.copyOf(command),
                String.valueOf(file.getFileName()),
                (int) execution.timeout.toSeconds(),
                execution.cpu,
                execution.cpu,
                execution.memory,
                execution.memory,
                new Metadata(null, null, "docket-submit", Instant.now()));
    }

    private CommandFailed unknownKind() {
        return new CommandFailed(
                Exit.USAGE,
                "how is " + file.getFileName() + " to be run? Give --image and --command, or one of the endings "
                        + ScriptKind.suffixes());
    }
}
