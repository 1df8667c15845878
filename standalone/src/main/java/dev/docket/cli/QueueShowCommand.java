package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.serde.EventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code docket queue show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "A queue, its limits, what holds it up, and the head of its line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:found",
            "1:the coordinator answered with an error",
            "2:wrong command line or settings",
            "3:the coordinator cannot be reached",
            "4:there is no such queue or user"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket queue show default",
            "  docket queue show --limit 100 default",
            "  docket queue show --user ada -o json batch"
        })
final class QueueShowCommand implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "QUEUE", description = "The queue's name.")
    String queue = "";

    @Mixin
    CoordinatorOptions coordinator = new CoordinatorOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the line to show, at most 1000. Default: ${DEFAULT-VALUE}.")
    int limit = 10;

    @Option(names = "--user", description = "Also what this user has in it.")
    @Nullable
    String user;

    @Override
    public Integer call() {
        if (limit < 0 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is 0 to " + MOST);
        }
        CoordinatorClient client = coordinator.client();
        JsonNode overview = client.get(Resource.queue(queue));
        JsonNode line = limit == 0 ? null : client.get(Resource.line(queue, limit));
        JsonNode usage = user == null ? null : client.get(Resource.user(queue, user));
        if (output.json()) {
            ObjectNode answer = EventJson.values().createObjectNode();
            answer.set("queue", overview);
            if (line != null) {
                answer.set("line", line);
            }
            if (usage != null) {
                answer.set("user", usage);
            }
            output.print(answer);
        } else {
            output.lines(text(overview, line, usage));
        }
        return Exit.OK;
    }

    private static List<String> text(JsonNode overview, @Nullable JsonNode line, @Nullable JsonNode usage) {
        QueueText text = new QueueText(Instant.now(), Table.WIDEST);
        List<String> lines = new ArrayList<>(text.overview(CoordinatorClient.read(overview, QueueAnswer.class)));
        if (usage != null) {
            lines.add("");
            lines.add(text.user(CoordinatorClient.read(usage, QueueAnswer.User.class)));
        }
        LineAnswer head = line == null ? null : CoordinatorClient.read(line, LineAnswer.class);
        if (head != null && !head.executions().isEmpty()) {
            lines.add("");
            lines.addAll(text.line(head));
            long more = head.depth() - head.executions().size();
            if (more > 0) {
                lines.add("and " + Spoken.count(more, "more execution"));
            }
        }
        return lines;
    }
}
