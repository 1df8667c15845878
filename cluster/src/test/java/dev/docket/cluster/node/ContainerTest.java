package dev.docket.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class ContainerTest {
    @TempDir
    Path directory;

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static Mounts mounts() throws IOException {
        JsonNode container =
                json("{'volumeMounts':[{'name':'w','mountPath':'/data'},{'name':'s','mountPath':'/data/in/'},"
                        + "{'name':'t','mountPath':'/tmp','subPath':'sub'}]}");
        return new Mounts(container, Map.of("w", Path.of("/host/w"), "s", Path.of("/host/s"), "t", Path.of("/host/t")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data                   | /host/w",
                "/data/a.py              | /host/w/a.py",
                "/data/in                | /host/s",
                "/data/in/x              | /host/s/x",
                "/data/inside            | /host/w/inside",
                "/dataer                 | /dataer",
                "/home/data              | /home/data",
                "--out=/data/x           | --out=/host/w/x",
                "cd /data && cat /tmp/y  | cd /host/w && cat /host/t/sub/y",
                "a:/data:/tmp            | a:/host/w:/host/t/sub",
                "/data/data              | /host/w/data",
                "work                    | work"
            })
    void rewritesMountPathsWhereTheyStandAsPaths(String inside, String outside) throws IOException {
        assertThat(mounts().rewrite(inside)).isEqualTo(outside);
    }

    @ParameterizedTest
    @CsvSource({"sleep 5, 5000", "sleep 0.25, 250", "/bin/sleep 1 2, 3000", "sleep 1m, 60000", "sleep 1. , 1000"})
    void knowsACommandThatOnlySleeps(String command, long millis) {
        assertThat(ContainerCommand.sleep(List.of(command.split(" ", -1)))).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "sleep x", "sleep -1", "sleep 1 x", "nosleep 1", "sh -c sleep"})
    void leavesOtherCommandsToAProcess(String command) {
        assertThat(ContainerCommand.sleep(List.of(command.split(" ", -1)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$(A)            | one",
                "$(A)$(B)-$(C)   | onetwo-$(C)",
                "$$(A)           | $(A)",
                "$$$(A)          | $one",
                "$A ${A}         | $A ${A}",
                "$$$$            | $$",
                "a$              | a$",
                "$(A             | $(A",
                "$()             | $()",
                "no              | no"
            })
    void expandsVariablesAsKubernetesDoes(String text, String expanded) {
        assertThat(Expansion.expand(text, Map.of("A", "one", "B", "two"))).isEqualTo(expanded);
    }

    @Test
    void expandsBeforeItRewrites() throws Exception {
        PodDirectory place = new PodDirectory(directory.resolve("pods"), "uid");
        JsonNode pod = json("{'spec':{'containers':[{'command':['sh','$(OUT)/x','$$(OUT)'],"
                + "'env':[{'name':'DIR','value':'/data'},{'name':'OUT','value':'$(DIR)/out'}],"
                + "'volumeMounts':[{'name':'w','mountPath':'/data'}]}]}}");
        ContainerCommand command = ContainerCommand.of(pod, place, Map.of("w", Path.of("/host/w")), Set.of("sh"));
        assertThat(command.words().subList(1, 3)).containsExactly("/host/w/out/x", "$(OUT)");
        assertThat(command.environment()).containsEntry("OUT", "/host/w/out");
    }

    @Test
    void keepsTheNewestOutput() throws IOException {
        Path file = directory.resolve("log");
        try (ContainerLog log = new ContainerLog(file, 100)) {
            byte[] line = "0123456789".getBytes(UTF_8);
            for (int i = 0; i < 25; i++) {
                log.append(line, line.length);
            }
            log.append("the end".getBytes(UTF_8), 7);
        }
        String kept = new String(ContainerLog.read(file), UTF_8);
        assertThat(kept).hasSizeBetween(50, 100).endsWith("0123456789the end");
        assertThat(ContainerLog.read(directory.resolve("none"))).isEmpty();
    }

    @Test
    void refusesAVolumeItemThatLeadsOut() throws IOException {
        JsonNode pod = json("{'metadata':{'name':'x'},'spec':{'volumes':[{'name':'v','downwardAPI':{'items':"
                + "[{'path':'../../out','fieldRef':{'fieldPath':'metadata.name'}}]}}]}}");
        PodDirectory place = new PodDirectory(directory.resolve("pods"), "uid");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> place.fill(pod));
        assertThat(directory.resolve("pods/out")).doesNotExist();
    }

    @Test
    void deletesLinksAndNotWhatTheyLeadTo() throws IOException {
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        PodDirectory place = new PodDirectory(directory.resolve("pods"), "uid");
        place.fill(json("{}"));
        Files.createSymbolicLink(place.home().resolve("link"), precious);
        place.delete();
        assertThat(directory.resolve("pods/uid")).doesNotExist();
        assertThat(precious.resolve("file")).exists();
    }

    @Test
    void findsInterpretersByThePathAndNothingElse() throws Exception {
        PodDirectory place = new PodDirectory(directory.resolve("pods"), "uid");
        ObjectNode pod = (ObjectNode) json("{'spec':{'containers':[{'command':['sh','-c','x']}]}}");
        ContainerCommand command = ContainerCommand.of(pod, place, Map.of(), Set.of("sh"));
        assertThat(command.words().get(0)).startsWith("/").endsWith("/sh");
        assertThat(command.environment()).containsOnlyKeys("PATH", "HOME", "LANG", "TMPDIR");
        for (String bad : List.of("bash", "./sh", "/bin/rm", "../sh", "/no/sh")) {
            JsonNode other = json("{'spec':{'containers':[{'command':['" + bad + "']}]}}");
            assertThatExceptionOfType(ContainerCommand.NotFound.class)
                    .as(bad)
                    .isThrownBy(() -> ContainerCommand.of(other, place, Map.of(), Set.of("sh")));
        }
        JsonNode none = json("{'spec':{'containers':[{}]}}");
        assertThatExceptionOfType(ContainerCommand.NotFound.class)
                .isThrownBy(() -> ContainerCommand.of(none, place, Map.of(), Set.of("sh")));
    }
}
