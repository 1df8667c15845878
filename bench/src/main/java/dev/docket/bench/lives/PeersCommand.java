package dev.docket.bench.lives;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code docket bench peers}. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        header = "How many executions live in a second, beside what people use instead.",
        description = {
            "",
            "Lets the same executions live in Docket, with its payloads in memory, and in: sorted sets in Redis with Lua"
                    + " scripts, alone and behind the same Kafka topics; a PostgreSQL table with SKIP LOCKED and exact"
                    + " positions; BullMQ; and a heap in memory whose positions are counted one by one. They are measured in"
                    + " turns. Redis, PostgreSQL and Node.js are started from the system's packages, and BullMQ is fetched by"
                    + " npm; where one is not there, its row says so.",
            ""
        })
public final class PeersCommand implements Callable<Integer> {

    @Mixin
    Options options = new Options();

    @Override
    public Integer call() throws Exception {
        return options.run(List.of(PeerFigures::new));
    }
}
