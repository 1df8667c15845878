package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person does in a second terminal while {@code docket standalone} runs in the first. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StandaloneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path home = Path.of("");

    private static StandaloneProcess standalone;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("docket.home", home.toString());
        standalone = StandaloneProcess.start(home, "--set", "queue.max-active=1");
    }

    @AfterAll
    static void stop() {
        System.clearProperty("docket.home");
        standalone.close();
    }

    @Test
    void aPythonScriptRunsAndItsOutputComesBack() throws IOException {
        Typed typed = Typed.docket("submit", "--wait", script("hello.py", "print('hello', 6 * 7)\n"));

        assertThat(typed.out()).isEqualTo("hello 42\n");
        assertThat(typed.exit()).as(typed.err()).isZero();
    }

    @Test
    void aFailingScriptGivesItsOwnExitCode() throws IOException {
        Typed typed = Typed.docket("submit", "--wait", script("fail.sh", "echo oops; exit 7\n"));

        assertThat(typed.exit()).as(typed.err()).isEqualTo(7);
        assertThat(typed.out()).isEqualTo("oops\n");
        assertThat(typed.err()).contains("NON_ZERO_EXIT");
        theSlotIsFreeAgain();
    }

    @Test
    void aScriptThatOverrunsItsTimeoutIsEnded() throws IOException {
        Typed typed = Typed.docket("submit", "--wait", "--timeout", "1", script("slow.sh", "sleep 600\n"));

        assertThat(typed.exit()).as(typed.err()).isEqualTo(Exit.TIMED_OUT);
        theSlotIsFreeAgain();
    }

    @Test
    void aRunningScriptCanBeCancelledAndAWaitingOneToo() throws IOException {
        String slow = script("slow.sh", "sleep 600\n");
        assertThat(Typed.docket("submit", "--id", "running", slow).out()).isEqualTo("running\n");
        assertThat(Typed.docket("submit", "--id", "waiting", slow).exit()).isZero();
        awaitState("running", "ACTIVE");
        Typed inLine = Typed.docket("status", "-o", "json", "waiting");
        assertThat(inLine.json().at("/state").asText()).as(inLine.out()).isEqualTo("PENDING");
        assertThat(inLine.json().at("/line/position").asLong(-1))
                .as(inLine.out())
                .isZero();

        Typed waiting = Typed.docket("cancel", "--reason", "no more need", "waiting");
        Typed running = Typed.docket("cancel", "-o", "json", "running");

        assertThat(waiting.exit()).as(waiting.err()).isZero();
        assertThat(waiting.out()).contains("cancelled (WHILE_PENDING)");
        assertThat(running.json().at("/effect").asText()).isEqualTo("STOPPING");
        awaitState("running", "FINISHED");
        assertThat(Typed.docket("status", "-o", "json", "running")
                        .json()
                        .at("/outcome")
                        .asText())
                .isEqualTo("CANCELLED");
        assertThat(Typed.docket("cancel", "running").exit()).isEqualTo(Exit.FAILED);
        theSlotIsFreeAgain();
    }

    @Test
    void theSameRequestTwiceIsOneExecution() throws IOException {
        String script = script("once.sh", "echo once\n");
        Typed first = Typed.docket("submit", "--wait", "-o", "json", "--id", "once", script);
        Typed second = Typed.docket("submit", "--wait", "-o", "json", "--id", "once", script);

        assertThat(first.json().at("/answer").asText()).isEqualTo("ExecutionAccepted");
        assertThat(first.json().at("/output").asText()).isEqualTo("once\n");
        assertThat(second.json().at("/answer").asText()).isEqualTo("ExecutionRepeated");
        assertThat(second.json().at("/outcome").asText()).isEqualTo("COMPLETED");
        assertThat(second.exit()).isZero();
    }

    @Test
    void anInvalidRequestIsRejectedWithItsFaults() throws IOException {
        Typed typed = Typed.docket(
                "submit", "-o", "json", "--cpu", "lots", "--user", "x".repeat(500), script("a.sh", "true\n"));

        assertThat(typed.exit()).isEqualTo(Exit.NOT_RUN);
        assertThat(typed.json().at("/answer").asText()).isEqualTo("ExecutionRejected");
        assertThat(typed.json().at("/faults")).hasSizeGreaterThan(1);
    }

    @Test
    void anUnknownExecutionIsNotFound() {
        assertThat(Typed.docket("status", "nobody").exit()).isEqualTo(Exit.NOT_FOUND);
    }

    @Test
    void theTopicsAreThereAndUsable() {
        Typed list = Typed.docket("topics", "list", "-o", "json");

        assertThat(list.json().at("/topics"))
                .hasSize(6)
                .allMatch(topic -> topic.at("/partitions").asInt() == 4);
        assertThat(Typed.docket("topics", "create").out()).contains("all topics are there");
        assertThat(Typed.docket("topics", "check").exit()).isZero();
    }

    @Test
    void aSecondOneOnTheSameDirectoryIsRefused() {
        Typed second = Typed.docket("standalone");

        assertThat(second.exit()).isEqualTo(Exit.FAILED);
        assertThat(second.err()).contains("another standalone uses the directory");
        assertThat(Typed.docket("status", "nobody").exit())
                .as("the first one is still found")
                .isEqualTo(Exit.NOT_FOUND);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void endsInOrderWhenAskedTo() throws InterruptedException {
        assertThat(standalone.stop()).isEqualTo(143);
        assertThat(standalone.output()).contains("stopping");
        assertThat(home.resolve(".docket/running.properties")).doesNotExist();
        assertThat(home.resolve(".docket/standalone/docket.log"))
                .content()
                .contains("partitions gone")
                .contains("to=NOT_RUNNING");
    }

    private static void theSlotIsFreeAgain() throws IOException {
        Typed next = Typed.docket("submit", "--wait", script("next.sh", "echo next\n"));
        assertThat(next.out()).as(next.err()).isEqualTo("next\n");
    }

    private static void awaitState(String id, String state) {
        Awaitility.await(id + " " + state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Typed.docket("status", "-o", "json", id)
                                .json()
                                .at("/state")
                                .asText())
                        .isEqualTo(state));
    }

    private static String script(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text).toString();
    }
}
