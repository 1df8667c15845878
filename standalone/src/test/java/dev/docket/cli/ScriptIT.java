package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code docket}, in a directory that looks like a built project, with a Maven that only notes that it was
 * called and a Java that tells how it was called.
 */
final class ScriptIT {

    private static final Path SCRIPT =
            Path.of("..").resolve("docket").toAbsolutePath().normalize();

    @TempDir
    Path directory = Path.of("");

    private Path home = Path.of("");
    private Path tools = Path.of("");

    record Ran(int exit, String out, String err) {}

    @BeforeEach
    void aProjectThatWasBuilt() throws IOException {
        home = Files.createDirectory(directory.resolve("my project"));
        tools = Files.createDirectory(directory.resolve("tools"));
        Files.copy(SCRIPT, home.resolve("docket"));
        executable(home.resolve("docket"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("standalone/target/lib"));
        built(Instant.now().plusSeconds(60));
        tool("java", "printf '%s\\n' \"$@\"\n");
        tool("mvn", "sleep 1; echo built >> \"$PWD/builds\"\n");
    }

    @Test
    void runsFromAnywhereThroughLinksAndPassesItsArgumentsOn() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("dk"), Path.of("my project", "docket"));
        Path farther = Files.createSymbolicLink(tools.resolve("dk2"), link);

        Ran ran = run(tools, farther.toString(), "submit", "a b.py", "--user", "");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .contains("-Ddocket.home=" + home.toRealPath(), "submit", "a b.py", "--user", "")
                .contains("-cp");
        assertThat(ran.err()).isEmpty();
        assertThat(home.resolve("builds")).doesNotExist();
    }

    @Test
    void prefersTheJavaOfJavaHome() throws Exception {
        Path other = Files.createDirectories(directory.resolve("jdk/bin"));
        Files.writeString(other.resolve("java"), "#!/bin/sh\necho the other one\n");
        executable(other.resolve("java"));

        assertThat(run(Map.of("JAVA_HOME", other.getParent().toString()), home, "./docket")
                        .out())
                .isEqualTo("the other one\n");
    }

    @Test
    void buildsWhenASourceIsNewerAndOnlyOnce() throws Exception {
        built(Instant.now().minusSeconds(60));

        Process one = start(Map.of(), home, "./docket", "status", "x");
        Process two = start(Map.of(), home, "./docket", "status", "y");
        Ran first = finish(one);
        Ran second = finish(two);

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(first.err() + second.err())
                .contains("building")
                .contains("built in")
                .contains("waiting");
        assertThat(home.resolve("builds")).hasContent("built");
        assertThat(first.out()).doesNotContain("built");
        assertThat(home.resolve(".docket/building")).doesNotExist();
    }

    @Test
    void aBuildThatWasKilledDoesNotLockTheNextOneOut() throws Exception {
        built(Instant.now().minusSeconds(60));
        Files.createDirectories(home.resolve(".docket/building"));
        Files.writeString(home.resolve(".docket/building/pid"), "99999999\n");

        assertThat(run(home, "./docket", "status").exit()).isZero();
        assertThat(home.resolve("builds")).hasContent("built");
    }

    @Test
    void aBuildThatFailsShowsItsEndAndRunsNothing() throws Exception {
        built(Instant.now().minusSeconds(60));
        tool("mvn", "echo '[ERROR] no'; exit 1\n");

        Ran ran = run(home, "./docket", "status");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("[ERROR] no").contains("the build failed");
        assertThat(home.resolve(".docket/building")).doesNotExist();
    }

    private void built(Instant when) throws IOException {
        Path stamp = home.resolve("standalone/target/docket.built");
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(when));
    }

    private void tool(String name, String text) throws IOException {
        executable(Files.writeString(tools.resolve(name), "#!/bin/sh\n" + text));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(Path from, String... command) throws IOException, InterruptedException {
        return finish(start(Map.of(), from, command));
    }

    private Ran run(Map<String, String> environment, Path from, String... command)
            throws IOException, InterruptedException {
        return finish(start(environment, from, command));
    }

    private Process start(Map<String, String> environment, Path from, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(from.toFile());
        Map<String, String> variables = new HashMap<>(builder.environment());
        variables.keySet().removeIf(name -> name.startsWith("DOCKET_"));
        variables.remove("JAVA_HOME");
        variables.put("PATH", tools + ":" + variables.getOrDefault("PATH", ""));
        variables.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static Ran finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, err);
    }
}
