package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.docket.audit.AuditFigures;
import dev.docket.audit.Limits;
import dev.docket.event.AttemptId;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionAccepted;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Invariants 1 to 5 and 7 while the coordinator is killed again and again under load: each round in another of the ways
 * in which one can come back. {@code -Ddocket.chaos.rounds} and {@code -Ddocket.chaos.seed} make it longer or repeat it.
 */
class CoordinatorKilledIT {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorKilledIT.class);

    private static final int ROUNDS = Integer.getInteger("docket.chaos.rounds", 4);
    private static final long SEED = Long.getLong("docket.chaos.seed", 20_261_123L);
    private static final int BATCH = 500;
    private static final int MAX_ACTIVE = 8;
    private static final int MAX_PER_USER = 15;

    private static final Map<String, String> SETTINGS = Map.of(
            "topics.partitions", "4",
            "topics.replication-factor", "1",
            "queue.max-active", Integer.toString(MAX_ACTIVE),
            "queue.max-per-user", Integer.toString(MAX_PER_USER),
            "queue.max-pending", "120");

    /** How the next coordinator comes into place of the one that is killed. */
    private enum Comeback {
        ON_ITS_OWN_STATE,
        ON_AN_EMPTY_DISK,
        BY_ANOTHER_THAT_RUNS,
        AFTER_A_KILL_WHILE_IT_STARTS
    }

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final RequestLoad load = new RequestLoad(SEED);
    private int states;
    private int kills;

    @Test
    void keepsEveryPromiseWhileItIsKilledUnderLoad() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of())) {
            CoordinatorProcess coordinator = start(rig, newState());
            coordinator.awaitReady();
            try (ScriptedLauncher launcher = new ScriptedLauncher(rig.bootstrapServers(), SEED);
                    Auditor auditor =
                            new Auditor(rig.bootstrapServers(), new Limits(MAX_ACTIVE, MAX_PER_USER), false)) {
                for (int round = 0; round < ROUNDS; round++) {
                    launcher.hold(round == ROUNDS - 1);
                    coordinator = killUnderLoad(rig, coordinator, auditor, Comeback.values()[round % 4]);
                }
                coordinator.awaitReady();
                auditor.awaitAnswers();
                assertThat(auditor.progress().now().pending())
                        .as("who waits in the end")
                        .isGreaterThan(50);
                assertThatPositionsAreTrue(rig, coordinator);

                launcher.hold(false);
                AuditFigures figures = auditor.awaitEnd();

                LOG.atWarn()
                        .addKeyValue("rounds", ROUNDS)
                        .addKeyValue("kills", kills)
                        .addKeyValue("seed", SEED)
                        .addKeyValue("figures", figures)
                        .log("killed under load");
                assertThat(figures.clean()).as("seed %d: %s", SEED, figures).isTrue();
                assertThat(figures.answers().deadLetters()).isZero();
                assertThat(figures.ended()).isEqualTo(figures.answers().accepted());
                assertThatEachAttemptHasOneCommand(rig, figures);
            } finally {
                coordinator.kill();
            }
        }
    }

    private CoordinatorProcess killUnderLoad(
            CoordinatorRig rig, CoordinatorProcess victim, Auditor auditor, Comeback comeback) throws Exception {
        CoordinatorProcess next = victim;
        if (comeback == Comeback.BY_ANOTHER_THAT_RUNS) {
            next = start(rig, newState());
            next.awaitReady();
        }
        send(rig, BATCH / 2);
        auditor.awaitRecords(random.nextInt(BATCH));
        victim.kill();
        kills++;
        send(rig, BATCH / 2);
        if (comeback == Comeback.AFTER_A_KILL_WHILE_IT_STARTS) {
            try (CoordinatorProcess early = start(rig, currentState())) {
                early.awaitListening();
            }
            kills++;
        }
        if (next == victim) {
            next = start(rig, comeback == Comeback.ON_AN_EMPTY_DISK ? newState() : currentState());
        }
        next.awaitReady();
        return next;
    }

    private void send(CoordinatorRig rig, int count) {
        for (int i = 0; i < count; i++) {
            RequestLoad.Sent sent = load.next();
            rig.sendAsync(TOPICS.executionRequests(), sent.queue(), sent.event());
        }
    }

    private static void assertThatPositionsAreTrue(CoordinatorRig rig, CoordinatorProcess coordinator) {
        ObjectMapper json = new ObjectMapper();
        try (TopicTail events = rig.tail(TOPICS.executionEvents())) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                for (List<ExecutionAccepted> line :
                        LineByHand.of(events.all()).queues().values()) {
                    for (int position = 0; position < line.size(); position++) {
                        ExecutionAccepted waiting = line.get(position);
                        HttpResponse<String> answer = coordinator.status(waiting.queue(), waiting.executionId());
                        JsonNode status = json.readTree(answer.body());
                        assertThat(status.at("/line/position").asInt(-1))
                                .as("%s: %s", waiting, answer.body())
                                .isEqualTo(position);
                        assertThat(status.at("/line/depth").asInt()).isEqualTo(line.size());
                    }
                }
            });
        }
    }

    private static void assertThatEachAttemptHasOneCommand(CoordinatorRig rig, AuditFigures figures) {
        try (TopicTail commands = rig.tail(TOPICS.podCommands())) {
            List<AttemptId> created = commands.all().stream()
                    .map(CoordinatorRig::command)
                    .filter(CreatePodCommand.class::isInstance)
                    .map(command -> command.attemptId())
                    .toList();
            assertThat(created).doesNotHaveDuplicates().hasSize((int)
                    figures.load().scheduled());
        }
    }

    private CoordinatorProcess start(CoordinatorRig rig, Path state) throws Exception {
        return CoordinatorProcess.start(state, rig.bootstrapServers(), SETTINGS);
    }

    private Path newState() {
        states++;
        return currentState();
    }

    private Path currentState() {
        return directory.resolve("state-" + states);
    }
}
