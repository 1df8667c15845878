package dev.docket.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of failures to the tests that it names, in whatever module they are. */
class LauncherPageTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        List<MatchResult> named = REFERENCE
                .matcher(Files.readString(HOME.resolve("docs/launcher.md")))
                .results()
                .toList();
        Map<String, String> tests = sources();

        assertThat(named)
                .hasSizeGreaterThan(30)
                .allSatisfy(reference -> assertThat(tests.getOrDefault(reference.group(1), ""))
                        .as(reference.group())
                        .containsPattern("@(Parameterized)?Test\\b((?!\\bvoid\\b)[\\s\\S])*\\bvoid "
                                + reference.group(2) + "\\("));
    }

    /** All test classes by their names; those of the same name in different modules together. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(HOME, 12)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            LauncherPageTest::read,
                            String::concat));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
