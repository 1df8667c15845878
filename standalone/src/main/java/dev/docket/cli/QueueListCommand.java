package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.serde.EventJson;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code docket queue ls}. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        header = "All queues, one a line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed; what some partitions hold may be missing, which standard error then says",
            "1:the coordinator answered with an error",
            "2:wrong command line or settings",
            "3:the coordinator cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  docket queue ls", "  docket queue ls -o json"})
final class QueueListCommand implements Callable<Integer> {

    private static final int PAGE = 500;

    @Mixin
    CoordinatorOptions coordinator = new CoordinatorOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ObjectNode all = all(coordinator.client());
        QueueAnswer.Listing listing = CoordinatorClient.read(all, QueueAnswer.Listing.class);
        if (output.json()) {
            output.print(all);
        } else if (listing.queues().isEmpty()) {
            output.err().println("docket: there are no queues yet; the first request makes one");
        } else {
            output.lines(new QueueText(Instant.now(), Table.WIDEST).table(listing.queues()));
        }
        if (listing.unavailable() != null && !listing.unavailable().isEmpty()) {
            output.err()
                    .println("docket: the queues of these partitions are missing, nobody answers for them now: "
                            + listing.unavailable());
        }
        return Exit.OK;
    }

    /** All pages as one, with the partitions that were missing on any. */
    private static ObjectNode all(CoordinatorClient client) {
        ObjectNode all = EventJson.values().createObjectNode();
        ArrayNode queues = all.putArray("queues");
        String after = "";
        while (true) {
            JsonNode page = client.get(Resource.queues(after, PAGE));
            page.path("queues").forEach(queues::add);
            if (page.path("unavailable").size() > 0) {
                all.set("unavailable", page.path("unavailable"));
            }
            String next = page.path("next").asText();
            // Names only grow; a page that leads back would lead on for ever.
            if (next.compareTo(after) <= 0) {
                return all;
            }
            after = next;
        }
    }
}
