package dev.docket.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Key;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.Revision;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class SelectorTest {
    private ObjectStore store;
    private Revision pod;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        store = ObjectStore.open(directory);
        ObjectNode tree = Json.object();
        tree.putObject("metadata")
                .putObject("labels")
                .put("tier", "web")
                .put("docket.dev/queue", "q-1")
                .put("empty", "");
        tree.putObject("status").put("phase", "Running");
        pod = Objects.requireNonNull(store.create(Key.pod("ns", "a"), tree, () -> {}));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tier=web                          | true",
                "tier==web                         | true",
                " tier = web                       | true",
                "tier!=web                         | false",
                "other!=web                        | true",
                "tier=db                           | false",
                "tier in (web)                     | true",
                "tier in ( db , web )              | true",
                "tier in (db,cache)                | false",
                "other in (web)                    | false",
                "tier notin (db)                   | true",
                "tier notin (web,db)               | false",
                "other notin (web)                 | true",
                "tier                              | true",
                "other                             | false",
                "!tier                             | false",
                "!other                            | true",
                "docket.dev/queue=q-1,tier=web     | true",
                "docket.dev/queue=q-1,tier=db      | false",
                "docket.dev/queue in (q-1),!other  | true",
                "empty=                            | true",
                "empty,tier notin (x),other!=y     | true"
            })
    void selectsByLabels(String selector, boolean selected) throws ApiRefusal {
        assertThat(LabelSelector.parse(selector).test(pod)).isEqualTo(selected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a in (",
                "a in b",
                "a b",
                "=a",
                "a,,b",
                "a,",
                "a=b c",
                "a in (b))",
                "(a)",
                "!",
                "a>1",
                "-a=b",
                "a=-b"
            })
    void refusesLabelSelectorsThatAreNone(String selector) {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> LabelSelector.parse(selector))
                .matches(refusal -> refusal.code() == 400);
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.name=a, true",
        "metadata.name==b, false",
        "metadata.namespace!=ns, false",
        "status.phase=Running, true",
        "spec.nodeName=, true",
        "spec.nodeName!=, false"
    })
    void selectsByFields(String selector, boolean selected) throws ApiRefusal {
        assertThat(FieldSelector.parse("pods", selector).test(pod)).isEqualTo(selected);
    }

    @Test
    void joinsFieldSelectorsByCommas() throws ApiRefusal {
        assertThat(FieldSelector.parse("pods", "metadata.name=a,status.phase!=Failed")
                        .test(pod))
                .isTrue();
        assertThat(FieldSelector.parse("pods", "metadata.name=a,status.phase=Failed")
                        .test(pod))
                .isFalse();
    }

    @Test
    void refusesFieldsThatTheResourceDoesNotSupport() {
        assertThatExceptionOfType(ApiRefusal.class).isThrownBy(() -> FieldSelector.parse("pods", "spec.colour=red"));
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> FieldSelector.parse("namespaces", "status.phase=Active"));
        assertThatExceptionOfType(ApiRefusal.class).isThrownBy(() -> FieldSelector.parse("pods", "metadata.name"));
    }
}
