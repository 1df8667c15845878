package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.event.AttemptReport;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.Report;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wire form of every event, frozen. {@code -Dupdate.golden=true} writes the files of new events; a file that is there
 * changes only together with its event's {@code schemaVersion}.
 */
class WireFormTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();

    static Stream<String> samples() {
        return SampleEvents.ALL.keySet().stream();
    }

    static Stream<String> reports() {
        return samples().filter(name -> SampleEvents.ALL.get(name) instanceof AttemptReport);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesTheGoldenBytes(String name) throws IOException {
        byte[] written = EventJson.write(SampleEvents.ALL.get(name));
        if (Boolean.getBoolean("update.golden")) {
            Files.write(Path.of("src/test/resources/golden", name + ".json"), written);
        }
        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo(new String(GoldenFiles.bytes(name), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheGoldenFile(String name) {
        assertThat(GoldenFiles.read(name, GoldenFiles.bytes(name)))
                .isEqualTo(new Reading.Parsed<>(SampleEvents.ALL.get(name)));
    }

    @Test
    void everyEventOfEveryFamilyHasAGoldenFile() {
        Set<String> frozen = new TreeSet<>();
        SampleEvents.ALL.keySet().forEach(name -> frozen.add(GoldenFiles.type(name)));
        assertThat(frozen).isEqualTo(GoldenFiles.types());
    }

    @Test
    void everyGoldenFileIsTested() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            samples().map(name -> name + ".json").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFullSampleHasEveryFieldAndTheMinimalNone(String name) throws ReflectiveOperationException {
        Event event = SampleEvents.ALL.get(name);
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(event);
            if (name.endsWith(".minimal")) {
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                assertThat(value == null).as(component.getName()).isEqualTo(nullable);
            } else if (!name.endsWith(".reported") && !name.endsWith(".first")) {
                assertThat(value).as(component.getName()).isNotNull();
            }
        }
    }

    @Test
    void everyTypeWithFieldsThatMayBeAbsentHasAMinimalSample() {
        for (String type : GoldenFiles.types()) {
            boolean optional = Stream.of(
                            GoldenFiles.family(type).types().get(type).getRecordComponents())
                    .anyMatch(c -> c.getAnnotatedType().isAnnotationPresent(Nullable.class));
            if (optional) {
                assertThat(SampleEvents.ALL).containsKey(type + ".minimal");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void anAttemptReportReadsTheSameFromBothItsTopics(String name) {
        Event event = SampleEvents.ALL.get(name);
        Reading<Report> reported = EventJson.read(GoldenFiles.bytes(name), EventFamily.REPORTS);
        Reading<DecisionEvent> decided = EventJson.read(GoldenFiles.bytes(name), EventFamily.DECISIONS);
        assertThat(reported).isEqualTo(new Reading.Parsed<>(event)).isEqualTo(decided);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ignoresFieldsThatALaterWriterAdds(String name) throws IOException {
        ObjectNode object = object(name);
        addUnknown(object);
        object.forEach(child -> {
            if (child instanceof ObjectNode nested) {
                addUnknown(nested);
            }
        });
        assertReads(name, object);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsFieldsInAnyOrder(String name) throws IOException {
        ObjectNode object = object(name);
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode reversed = PLAIN.createObjectNode();
        names.forEach(field -> reversed.set(field, object.get(field)));
        assertThat(reversed.fieldNames().next()).isNotEqualTo("type");
        assertReads(name, reversed);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void takesNullForAbsentWhereAFieldMayBeAbsent(String name) throws IOException {
        ObjectNode object = object(name);
        for (RecordComponent component : SampleEvents.ALL.get(name).getClass().getRecordComponents()) {
            if (!object.has(component.getName())) {
                object.putNull(component.getName());
            }
        }
        object.putNull("schemaVersion");
        assertReads(name, object);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void takesAnAbsentSchemaVersionForTheFirst(String name) throws IOException {
        ObjectNode object = object(name);
        object.remove("schemaVersion");
        assertReads(name, object);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "\"1\"", "1.5", "true", "[1]", "{}", "99999999999999999999", "4294967297"})
    void refusesEveryOtherSchemaVersion(String version) {
        assertUnreadable(
                "{\"type\":\"Tick\",\"schemaVersion\":%s,\"partition\":1}".formatted(version),
                Unreadable.Reason.UNSUPPORTED_VERSION);
        assertUnreadable(
                "{\"partition\":1,\"schemaVersion\":%s,\"type\":\"Tick\"}".formatted(version),
                Unreadable.Reason.UNSUPPORTED_VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FailureReason", "TimeoutReason", "CancelReason", "DeletePodReason", "DelayReason"})
    void aReasonOfALaterVersionReadsAsUnknown(String reason) throws IOException {
        String name = SampleEvents.ALL.entrySet().stream()
                .filter(sample -> Stream.of(sample.getValue().getClass().getRecordComponents())
                        .anyMatch(c -> c.getType().getSimpleName().equals(reason)))
                .findFirst()
                .orElseThrow()
                .getKey();
        ObjectNode object = object(name).put("reason", "EATEN_BY_A_DINOSAUR");
        Reading<?> reading = GoldenFiles.read(name, PLAIN.writeValueAsBytes(object));
        assertThat(reading).isInstanceOf(Reading.Parsed.class);
        JsonNode again = PLAIN.readTree(EventJson.write(((Reading.Parsed<?>) reading).event()));
        assertThat(again).isEqualTo(object.put("reason", "UNKNOWN"));
    }

    @Test
    void refusesTheTypesOfOtherTopics() {
        for (String name : SampleEvents.ALL.keySet()) {
            for (EventFamily<?> family : GoldenFiles.FAMILIES) {
                if (!family.types().containsKey(GoldenFiles.type(name))) {
                    assertThat(EventJson.read(GoldenFiles.bytes(name), family))
                            .isInstanceOfSatisfying(
                                    Unreadable.class,
                                    unreadable ->
                                            assertThat(unreadable.reason()).isEqualTo(Unreadable.Reason.UNKNOWN_TYPE));
                }
            }
        }
    }

    private static ObjectNode object(String name) throws IOException {
        return (ObjectNode) PLAIN.readTree(GoldenFiles.bytes(name));
    }

    private static void addUnknown(ObjectNode object) {
        object.put("zzzLater", "x").put("attemptId", 5).putNull("outcomes");
        object.putObject("laterObject").put("type", "Other").putArray("queue").add(1);
        object.putArray("laterArray").addObject().put("schemaVersion", 9);
    }

    private static void assertReads(String name, ObjectNode object) throws IOException {
        assertThat(GoldenFiles.read(name, PLAIN.writeValueAsBytes(object)))
                .isEqualTo(new Reading.Parsed<>(SampleEvents.ALL.get(name)));
    }

    private static void assertUnreadable(String json, Unreadable.Reason reason) {
        assertThat(EventJson.read(json.getBytes(StandardCharsets.UTF_8), EventFamily.REPORTS))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(reason));
    }
}
