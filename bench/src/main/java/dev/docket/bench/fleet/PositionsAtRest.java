package dev.docket.bench.fleet;

import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.InstanceProcess;
import dev.docket.broker.BrokerTuning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many executions wait in twelve queues, nothing moves, and every instance is asked for the position of every one. */
final class PositionsAtRest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private PositionsAtRest() {}

    /**
     * What was seen.
     *
     * @param instances how many coordinators
     * @param brokers how many brokers
     * @param queues how many queues have a line
     * @param waiting how many executions the recount has
     * @param told what each instance told
     */
    record Outcome(int instances, int brokers, int queues, long waiting, List<ToldPositions> told) {}

    /** Starts everything anew in this directory, and asks. */
    static Outcome measure(Path directory, int instances, int executions) throws Exception {
        try (Fleet fleet = Fleet.start(
                directory,
                BrokerTuning.TUNED,
                Map.of("queue.max-active", "0", "queue.max-per-user", Integer.toString(executions)))) {
            for (int i = 0; i < instances; i++) {
                fleet.add();
            }
            Spread spread = new Spread(fleet);
            Await.until("coordinators that are warm", PATIENCE, spread::isSettled);
            send(fleet, executions);
            Map<String, List<String>> lines = ChangelogRecount.lines(fleet.installation());
            List<ToldPositions> told = new ArrayList<>();
            for (InstanceProcess instance : fleet.instances()) {
                told.add(ToldPositions.of(new FleetClient(), instance.address(), lines));
            }
            return new Outcome(
                    instances,
                    Fleet.BROKERS,
                    lines.size(),
                    lines.values().stream().mapToLong(List::size).sum(),
                    told);
        }
    }

    /** Sends so many requests and returns when each has been decided upon. */
    private static void send(Fleet fleet, int executions) throws Exception {
        List<String> queues = QueueNames.onePerPartition(Fleet.PARTITIONS);
        try (DecisionWatch watch = new DecisionWatch(fleet.installation());
                Requests requests = new Requests(fleet.installation(), queues, 100)) {
            for (int i = 0; i < executions; i++) {
                requests.send();
            }
            if (requests.lost() > 0) {
                throw new IllegalStateException(requests.lost() + " requests were not taken by Kafka");
            }
            Await.until("acceptance of all", PATIENCE, () -> watch.accepted() == executions);
        }
    }
}
