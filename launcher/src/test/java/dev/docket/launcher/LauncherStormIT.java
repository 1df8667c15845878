package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.PodHistory;
import dev.docket.cluster.PodLife;
import dev.docket.cluster.api.Faults;
import dev.docket.cluster.api.Faults.Fault;
import dev.docket.event.AttemptId;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.TerminalEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that an API server and a network can do to a launcher, at once: conflicts, quota refusals, overload, errors,
 * resets before and within answers, answers half a minute late, cut watches, a forgotten history, events twice and out of
 * order. {@code -Ddocket.storm.executions} and {@code -Ddocket.storm.seed} make it longer or repeat it.
 */
@Tag("stand-in")
class LauncherStormIT {
    private static final Logger LOG = LoggerFactory.getLogger(LauncherStormIT.class);
    private static final int EXECUTIONS = Integer.getInteger("docket.storm.executions", 400);
    private static final long SEED = Long.getLong("docket.storm.seed", 7L);
    private static final Duration PATIENCE = Duration.ofMinutes(2).plusMillis(100L * EXECUTIONS);

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);

    @Test
    void everyExecutionHasOneOutcomeAndOnePodAndNothingIsLeft() throws Exception {
        Instant begun = Instant.now();
        List<CreatePodCommand> commands = IntStream.range(0, EXECUTIONS)
                .mapToObj(i -> Commands.create(
                        "storm-" + i,
                        Instant.now().plus(PATIENCE),
                        Commands.spec(60, "echo hello", "sleep", i % 50 == 0 ? "1" : "0")))
                .toList();
        try (Installation docket = new Installation(ClusterConfig.in(directory).withQuota(Map.of("pods", "100")))
                .with("launcher.relist-interval", "2s")
                .with("launcher.request-timeout", "5s")
                .with("launcher.fence", "5s")) {
            docket.cluster().faults(this::fault);
            docket.cluster().watchFaults(new Disorder(SEED));
            docket.start();
            for (int i = 0; i < EXECUTIONS; i++) {
                docket.append(commands.get(i));
                if (i % 100 == 50) {
                    docket.cluster().cutWatches();
                }
                if (i % 100 == 75) {
                    docket.cluster().forgetHistory();
                    docket.cluster().cutWatches();
                }
                if (i % 100 == 99) {
                    docket.awaitTerminals(i - 150L, PATIENCE);
                }
            }
            docket.awaitTerminals(EXECUTIONS, PATIENCE);
            docket.awaitCommitted(EXECUTIONS);
            docket.awaitPods(List::isEmpty, PATIENCE);

            Map<AttemptId, List<TerminalEvent>> outcomes = docket.reports().stream()
                    .filter(TerminalEvent.class::isInstance)
                    .map(TerminalEvent.class::cast)
                    .collect(Collectors.groupingBy(TerminalEvent::attemptId));
            assertThat(outcomes).hasSize(EXECUTIONS);
            assertThat(outcomes.values())
                    .allSatisfy(told -> assertThat(told)
                            .as("seed %d", SEED)
                            .singleElement()
                            .isInstanceOf(ExecutionCompleted.class));
            assertThat(docket.launcher().failure().toCompletableFuture()).isNotDone();
        }
        Map<String, Long> pods = PodHistory.read(directory).stream()
                .collect(Collectors.groupingBy(PodLife::name, Collectors.counting()));
        assertThat(pods).hasSize(EXECUTIONS).values().allMatch(n -> n == 1);
        LOG.atWarn()
                .addKeyValue("executions", EXECUTIONS)
                .addKeyValue("seed", SEED)
                .addKeyValue("seconds", Duration.between(begun, Instant.now()).toSeconds())
                .log("the storm is over");
    }

    private synchronized Fault fault(String method, String uri) {
        // One in a thousand, or nothing would ever get through: each holds up a thread for its whole timeout.
        if (random.nextInt(1_000) < 2) {
            return new Faults.DelayAnswer(Duration.ofSeconds(30));
        }
        return switch (random.nextInt(24)) {
            case 0 -> new Faults.Refuse(500, "InternalError", "planted");
            case 1 -> new Faults.CutBefore();
            case 2 -> new Faults.CutAfter();
            case 3 -> new Faults.Delay(Duration.ofMillis(random.nextInt(300)));
            case 4 -> new Faults.Refuse(409, "Conflict", "planted: the quota was changed");
            case 5 ->
                method.equals("POST")
                        ? new Faults.Refuse(403, "Forbidden", "planted: exceeded quota: docket")
                        : new Faults.Pass();
            case 6 ->
                random.nextInt(10) == 0
                        ? new Faults.Refuse(429, "TooManyRequests", "planted", Map.of("Retry-After", "1"))
                        : new Faults.Pass();
            default -> new Faults.Pass();
        };
    }
}
