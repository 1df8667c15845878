package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.AttemptId;
import dev.docket.event.Incarnation;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodNamesTest {
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report-42",
                "UPPER_case.and:colons",
                "---",
                "-a-",
                "日本語のジョブ",
                "🙂🙂🙂",
                " ",
                "a/b\\c\n\t",
                "../../etc/passwd",
                "x"
            })
    void isALegalDnsLabelForAnyId(String id) {
        assertThat(name("docket", id)).matches(DNS_LABEL);
        assertThat(name("a".repeat(40), id)).matches(DNS_LABEL);
        assertThat(name("d", id.repeat(200 / id.length()))).matches(DNS_LABEL);
    }

    @Test
    void isALegalDnsLabelForRandomIds() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder id = new StringBuilder();
            for (int i = 1 + random.nextInt(200); i > 0; i--) {
                id.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0xD800) : 32 + random.nextInt(95));
            }
            String installation = "i".repeat(1 + random.nextInt(40));
            assertThat(name(installation, id.toString())).as("seed %d", seed).matches(DNS_LABEL);
        }
    }

    @Test
    void canBeReadInPart() {
        assertThat(name("docket", "Nightly Report #7")).startsWith("docket-nightly-report-7-");
    }

    @Test
    void isTheSameForTheSameAttemptAndDiffersInEachPartOfIt() {
        AttemptId attempt = new AttemptId("q", "e", new Incarnation(1, 2), 1);
        String name = PodNames.of("docket", attempt);
        assertThat(PodNames.of("docket", new AttemptId("q", "e", new Incarnation(1, 2), 1)))
                .isEqualTo(name);

        Set<String> names = new HashSet<>();
        names.add(name);
        names.add(PodNames.of("docket2", attempt));
        names.add(PodNames.of("docket", new AttemptId("q2", "e", new Incarnation(1, 2), 1)));
        names.add(PodNames.of("docket", new AttemptId("q", "e2", new Incarnation(1, 2), 1)));
        names.add(PodNames.of("docket", new AttemptId("q", "e", new Incarnation(2, 2), 1)));
        names.add(PodNames.of("docket", new AttemptId("q", "e", new Incarnation(1, 3), 1)));
        names.add(PodNames.of("docket", new AttemptId("q", "e", new Incarnation(1, 2), 2)));
        // The same characters, divided otherwise between queue and id.
        names.add(PodNames.of("docket", new AttemptId("qe", "", new Incarnation(1, 2), 1)));
        names.add(PodNames.of("docket", new AttemptId("", "qe", new Incarnation(1, 2), 1)));
        assertThat(names).hasSize(9);
    }

    @Test
    void tellsIdsApartThatDifferOnlyInCharactersThatNamesCannotHave() {
        assertThat(name("docket", "job/1")).isNotEqualTo(name("docket", "job:1"));
    }

    private static String name(String installation, String id) {
        return PodNames.of(installation, new AttemptId("default", id, new Incarnation(3, 99), 1));
    }
}
