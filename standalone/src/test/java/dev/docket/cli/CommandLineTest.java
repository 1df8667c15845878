package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standalone",
                "demo",
                "submit",
                "status",
                "why",
                "queue ls",
                "queue show",
                "queue top",
                "queue",
                "instances",
                "cancel",
                "replay",
                "coordinator",
                "launcher",
                "topics",
                "topology"
            })
    void everyCommandExplainsItself(String command) {
        Typed help = Typed.docket((command + " --help").split(" "));

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Usage: docket " + command).contains("Example");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void theCommandListsItsCommandsAndExitCodes() {
        assertThat(Typed.docket("--help").out()).contains("standalone", "demo", "submit", "Exit codes:");
    }

    @Test
    void withoutACommandItSaysSo() {
        Typed nothing = Typed.docket();

        assertThat(nothing.exit()).isEqualTo(Exit.USAGE);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("Name a command.").contains("docket --help");
    }

    @Test
    void aWrongOptionIsOneLineWithTheWayToHelp() {
        Typed wrong = Typed.docket("submit", "--wiat", "x.py");

        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines()).hasSizeLessThan(4);
        assertThat(wrong.err()).contains("--wiat");
    }

    @Test
    void anUnknownPriorityIsRefusedWithThoseThatAre() throws IOException {
        Path script = Files.writeString(directory.resolve("x.py"), "");

        assertThat(Typed.docket("submit", "--priority", "urgent", script.toString())
                        .err())
                .contains("urgent")
                .contains("CRITICAL, HIGH, NORMAL, LOW, BACKGROUND");
    }

    @Test
    void theLauncherNamesEverythingThatIsWrongWithItsSettings() {
        Typed wrong = Typed.docket(
                "launcher",
                "--namespace=Not_Legal",
                "--kubeconfig=" + directory.resolve("absent"),
                "--log-tail=-1",
                "--set=launcher.api-threads=0",
                "--set=kafka.producer.partitioner.class=x");

        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err())
                .contains("cluster.namespace: given 'Not_Legal' (flag); allowed: 1 to 63")
                .contains("cluster.kubeconfig", "allowed: a file that can be read")
                .contains("pod.log-tail-bytes", "launcher.api-threads", "kafka.producer.partitioner.class");
    }

    @Test
    void aWrongSettingIsAFaultOfUsage() {
        Typed wrong = Typed.docket("topology", "--set", "queue.max-actve=5");

        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains("queue.max-actve").contains("did you mean queue.max-active?");
    }

    @Test
    void aScriptThatIsNotThereIsAFaultOfUsage() {
        Typed missing = Typed.docket("submit", directory.resolve("none.py").toString());

        assertThat(missing.exit()).isEqualTo(Exit.USAGE);
        assertThat(missing.err()).contains("none.py").doesNotContain("\tat ");
    }

    @Test
    void aScriptOfUnknownKindAsksForImageAndCommand() throws IOException {
        Path script = Files.writeString(directory.resolve("x.cobol"), "");

        assertThat(Typed.docket("submit", script.toString()).err())
                .contains("--image and --command")
                .contains(".py, .sh");
    }

    @Test
    void aScriptThatIsNotTextIsRefused() throws IOException {
        Path script = Files.write(directory.resolve("x.py"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(Typed.docket("submit", script.toString()).err()).contains("not UTF-8");
    }

    @Test
    void aFaultyWorkloadIsNamedByItsLine() throws IOException {
        Path file = Files.writeString(directory.resolve("x.swf"), "; head\n1 2 3\n");

        Typed faulty = Typed.docket("replay", file.toString());

        assertThat(faulty.exit()).isEqualTo(Exit.USAGE);
        assertThat(faulty.err()).contains("line 2: a job has 18 fields, this line has 3");
    }

    @Test
    void printsTheTopologyOfTheInstallation() {
        Typed topology = Typed.docket("topology", "--installation", "other");

        assertThat(topology.exit()).isZero();
        assertThat(topology.out()).contains("other.execution-requests").contains("queue-processor");
    }

    @Test
    void aKafkaThatIsNotThereIsSaidInOneLine() throws IOException {
        Path script = Files.writeString(directory.resolve("x.py"), "");

        Typed nobody = Typed.docket("submit", "--bootstrap", "127.0.0.1:1", script.toString());

        assertThat(nobody.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(nobody.err()).contains("cannot reach Kafka at 127.0.0.1:1").doesNotContain("\tat ");
    }

    @Test
    void aCoordinatorThatIsNotThereIsSaidInOneLine() {
        Typed nobody = Typed.docket("status", "--coordinator", "http://127.0.0.1:1", "x");

        assertThat(nobody.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(nobody.err()).contains("cannot reach the coordinator");
    }
}
