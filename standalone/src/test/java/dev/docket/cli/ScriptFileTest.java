package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptFileTest {

    @ParameterizedTest
    @CsvSource({"hello.py, hello-", "Big Job (2).SH, big-job-2-", "..., script-", "ünïx.sh, n-x-"})
    void anIdTellsWhereItComesFrom(String name, String begin) {
        assertThat(ScriptFile.newId(Path.of(name))).startsWith(begin).matches("[a-z0-9-]+");
    }

    @Test
    void idsAreNotUsedAgain() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> ScriptFile.newId(Path.of("a.py"))))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.length() == 10);
    }

    @ParameterizedTest
    @CsvSource({"a.py, PYTHON", "A.SH, SHELL", "a.bash, BASH", "x/y.js, JAVASCRIPT"})
    void theEndOfTheNameTellsTheKind(String name, ScriptKind kind) {
        assertThat(ScriptKind.of(Path.of(name))).contains(kind);
        assertThat(kind.command()).hasSize(2).endsWith("{script}");
    }
}
