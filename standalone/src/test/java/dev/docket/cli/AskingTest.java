package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask a coordinator, as people type them. */
@Timeout(60)
final class AskingTest {

    private static final String EXECUTION = "/v1/queues/default/executions/a";
    private static final String EVENTS = EXECUTION + "/events";

    private final FakeCoordinator coordinator = new FakeCoordinator();

    @BeforeEach
    void answers() {
        coordinator
                .on(EXECUTION, Contract.PENDING)
                .on("/v1/queues/default", Contract.QUEUE)
                .on("/v1/queues/default/executions?from=0&limit=10", Contract.LINE)
                .on("/v1/queues/default/executions?from=0&limit=24", Contract.LINE)
                .on(
                        "/v1/queues/default/users/ada",
                        "{\"queue\":\"default\",\"userId\":\"ada\",\"pending\":3,\"active\":1,\"maxPerUser\":100}")
                .on("/v1/queues?limit=500", listing(Contract.QUEUE, ",\"next\":\"default\""))
                .on("/v1/queues?limit=500&after=default", listing(Contract.IDLE, ",\"unavailable\":[2]"))
                .on("/v1/queues?limit=1000", listing(Contract.QUEUE + "," + Contract.IDLE, ""))
                .on("/v1/instances", Contract.INSTANCES);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    @Test
    void statusAndWhyAreForPeople() {
        assertThat(docket("status", "a").out()).startsWith("a is 3rd in line of 7 (2 ahead)");
        assertThat(docket("why", "a").out()).contains("(SLOTS_TAKEN)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "why"})
    void forProgramsItIsTheAnswerAsItCame(String command) {
        assertThat(docket(command, "-o", "json", "a").json())
                .isEqualTo(Contract.read(Contract.PENDING, com.fasterxml.jackson.databind.JsonNode.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status nobody", "why nobody", "status --watch nobody", "queue show nobody", "queue top --once x"
            })
    void whatIsNotThereHasItsOwnExitCode(String line) {
        Typed typed = docket(line.split(" "));

        assertThat(typed.exit()).isEqualTo(Exit.NOT_FOUND);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("there is no").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status a",
                "why a",
                "status --watch a",
                "queue ls",
                "queue show x",
                "queue top --once",
                "instances"
            })
    void nobodyThereHasItsOwnExitCode(String line) {
        String down = FakeCoordinator.down();
        String[] words = (line + " --coordinator " + down).split(" ");

        Typed typed = Typed.docket(words);

        assertThat(typed.exit()).as(typed.err()).isEqualTo(Exit.UNREACHABLE);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains("cannot reach the coordinator at " + down);
    }

    @Test
    void aSecondCoordinatorAnswersForOneThatIsDown() {
        Typed typed = Typed.docket("status", "a", "--coordinator", FakeCoordinator.down() + "," + coordinator.url());

        assertThat(typed.exit()).as(typed.err()).isZero();
    }

    @Test
    void whatIsNoUrlIsAFaultOfUsage() {
        assertThat(Typed.docket("status", "a", "--coordinator", "ftp://x").exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void watchingTellsEachChangeOnceAcrossABreak() {
        coordinator
                .breaking(EVENTS, status(Contract.PENDING), status(Contract.STARTING))
                .breaking(EVENTS, status(Contract.STARTING), status(Contract.RUNNING), status(Contract.FINISHED));

        Typed typed = docket("status", "--watch", "a");

        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out().lines())
                .containsExactly(
                        "a is 3rd in line of 7 (2 ahead), starts in about 40 s (9 in 10 within 2 min);"
                                + " all 10 slots of the queue are taken",
                        "a holds a slot, its container has not started",
                        "a runs as attempt 2, being cancelled",
                        "a timed out");
        assertThat(typed.err()).contains("the connection to the coordinator is lost; trying again");
    }

    @Test
    void watchingForProgramsIsOneObjectALine() {
        coordinator.breaking(
                EVENTS,
                status(Contract.PENDING),
                ": here\n\n",
                status(Contract.FINISHED),
                FakeCoordinator.event("end", ""));

        Typed typed = docket("status", "--watch", "-o", "json", "a");

        assertThat(typed.exit()).as(typed.err()).isZero();
        List<String> lines = typed.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"state\":\"PENDING\"");
        assertThat(lines.get(1)).contains("\"outcome\":\"TIMED_OUT\"");
    }

    @Test
    void allPagesOfTheQueuesAreListedAndWhatIsMissingIsSaid() {
        Typed typed = docket("queue", "ls");

        assertThat(typed.out().lines().map(line -> line.split(" ")[0])).containsExactly("QUEUE", "default", "idle");
        assertThat(typed.err()).contains("partitions are missing").contains("[2]");
        assertThat(docket("queue", "ls", "-o", "json").json().at("/queues")).hasSize(2);
    }

    @Test
    void aQueueIsShownWithItsLineAndAUser() {
        Typed typed = docket("queue", "show", "--user", "ada", "default");

        assertThat(typed.out())
                .startsWith("default: 12 waiting")
                .contains("ada: 3 waiting and 1 active, of 100 at most")
                .contains("second")
                .contains("and 10 more executions");
        var json =
                docket("queue", "show", "--limit", "0", "-o", "json", "default").json();
        assertThat(json.at("/queue/partition").asInt()).isEqualTo(3);
        assertThat(json.has("line")).isFalse();
    }

    @Test
    void topDrawsOnceWithoutATerminal() {
        assertThat(docket("queue", "top", "--once").out()).contains("2 queues").contains("idle");
        assertThat(docket("queue", "top", "--once", "default").out())
                .contains("second")
                .doesNotContain("\u001b");
    }

    @Test
    void topRefusesWhatIsNoTerminal() {
        Typed typed = docket("queue", "top");

        assertThat(typed.exit()).isEqualTo(Exit.USAGE);
        assertThat(typed.err()).contains("no").contains("--once");
    }

    @Test
    void theInstancesAreATable() {
        assertThat(docket("instances").out())
                .contains("10.0.0.1:8080 (answered)")
                .contains("unreachable");
    }

    @Test
    void noNameGivesOrdersToTheTerminal() {
        String hostile = "\\u001b[2J\\u009b1m\\u202e\\n";
        coordinator
                .on(EXECUTION, Contract.PENDING.replace("\"ada\"", "\"" + hostile + "\""))
                .on("/v1/queues?limit=500", listing(Contract.QUEUE.replace("\"default\"", "\"" + hostile + "\""), ""))
                .on(
                        "/v1/queues/default/executions?from=0&limit=10",
                        Contract.LINE.replace("\"first\"", "\"" + hostile + "\""));

        for (String line : List.of(
                "status a", "status -o json a", "why a", "queue ls", "queue ls -o json", "queue show default")) {
            Typed typed = docket(line.split(" "));
            assertThat(typed.exit()).as(typed.err()).isZero();
            assertThat(typed.out().replace(System.lineSeparator(), ""))
                    .as(line)
                    .isEqualTo(Printable.text(typed.out().replace(System.lineSeparator(), "")));
        }
    }

    private Typed docket(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--coordinator";
        all[arguments.length + 1] = coordinator.url();
        return Typed.docket(all);
    }

    private static String status(String json) {
        return FakeCoordinator.event("status", json);
    }

    private static String listing(String queues, String more) {
        return "{\"queues\":[" + queues + "]" + more + "}";
    }
}
