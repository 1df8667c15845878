package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code docket instances}. */
@Command(
        name = "instances",
        mixinStandardHelpOptions = true,
        header = "The coordinators, and which partitions each one holds.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed",
            "1:the coordinator answered with an error",
            "2:wrong command line or settings",
            "3:the coordinator cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket instances",
            "  docket instances --coordinator http://coordinator-0:8080,http://coordinator-1:8080"
        })
final class InstancesCommand implements Callable<Integer> {

    @Mixin
    CoordinatorOptions coordinator = new CoordinatorOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        JsonNode answer = coordinator.client().get(Resource.instances());
        if (output.json()) {
            output.print(answer);
        } else {
            output.lines(table(CoordinatorClient.read(answer, InstancesAnswer.class)));
        }
        return Exit.OK;
    }

    static List<String> table(InstancesAnswer answer) {
        Table table =
                new Table(Table.WIDEST, "INSTANCE", "STATE", ">QUEUES", "PARTITIONS", "STANDBY FOR (RECORDS BEHIND)");
        for (InstancesAnswer.Instance instance : answer.instances()) {
            boolean unreachable = Boolean.TRUE.equals(instance.unreachable());
            table.row(
                    instance.address() + (instance.self() ? " (answered)" : ""),
                    unreachable ? "unreachable" : instance.state() == null ? "-" : Spoken.constant(instance.state()),
                    queues(instance),
                    orDash(instance.held().stream()
                            .map(held -> Integer.toString(held.partition()))
                            .collect(Collectors.joining(" "))),
                    orDash(instance.copies().stream()
                            .map(InstancesAnswer.Copy::told)
                            .collect(Collectors.joining(" "))));
        }
        return table.lines();
    }

    private static String queues(InstancesAnswer.Instance instance) {
        List<Long> counts = new ArrayList<>();
        for (InstancesAnswer.Held held : instance.held()) {
            if (held.queueCount() == null) {
                return "-";
            }
            counts.add(held.queueCount());
        }
        return counts.isEmpty()
                ? "-"
                : Long.toString(counts.stream().mapToLong(n -> n).sum());
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
