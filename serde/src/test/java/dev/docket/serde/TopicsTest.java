package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void theNamesBeginWithTheInstallation() {
        Topics topics = new Topics(Topics.DEFAULT_INSTALLATION);
        assertThat(topics.all())
                .containsExactly(
                        "docket.execution-requests",
                        "docket.execution-reports",
                        "docket.queue-settings",
                        "docket.pod-commands",
                        "docket.execution-events",
                        "docket.dead-letters");
        assertThat(topics.inputs()).isEqualTo(topics.all().subList(0, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docket", "a", "0", "a-b", "a--b", "team-1", "abcdefghijklmnopqrstuvwxyz0123456789-abc"})
    void aLegalInstallationHasLegalTopicsThatMeetNoOther(String installation) {
        Set<String> names = new HashSet<>(new Topics(installation).all());
        // Kafka allows 249 characters; metrics take '.' and '_' for the same, so a topic may use one of them only.
        assertThat(names).hasSize(6).allMatch(name -> name.matches("[-.a-zA-Z0-9]{1,249}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "-a",
                "a-",
                "A",
                "a.b",
                "a_b",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "a\u0000",
                "..",
                "abcdefghijklmnopqrstuvwxyz0123456789-abcd"
            })
    void everyOtherNameIsRefused(String installation) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics(installation));
    }

    @Test
    void noInstallationsNameBeginsTheTopicsOfAnother() {
        assertThat(new Topics("a").all()).doesNotContainAnyElementsOf(new Topics("a-b").all());
    }
}
