package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.event.AttemptReport;
import dev.docket.event.Command;
import dev.docket.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeded random damage: no value may throw, and what is read can be written and read again. */
class MutatedValuesTest {

    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final Pattern MESSAGE = Pattern.compile("[- ,A-Za-z0-9]+( \\$[A-Za-z0-9.\\[\\]]{0,60})?");

    private static final String SYNTAX = "{}[]\":,0123456789-+.eEtfn\\u\u0000 ";

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    static Stream<String> samples() {
        return SampleEvents.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomBytesNeverThrow(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] value = new byte[random.nextInt(64)];
            random.nextBytes(value);
            readEverywhere(value, seed);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedEventsNeverThrow(int seed) {
        Random random = new Random(seed);
        for (String name : SampleEvents.ALL.keySet()) {
            for (int i = 0; i < 10; i++) {
                readEverywhere(damaged(GoldenFiles.bytes(name), random), seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void eventsCutShortAreNotJson(String name) {
        byte[] golden = GoldenFiles.bytes(name);
        for (int length = 1; length < golden.length; length++) {
            assertThat(GoldenFiles.read(name, Arrays.copyOf(golden, length)))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            unreadable -> assertThat(unreadable.reason()).isEqualTo(Unreadable.Reason.NOT_JSON));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldOfAnotherKindIsMalformedAndNamed(String name) throws IOException {
        ObjectNode golden = (ObjectNode) PLAIN.readTree(GoldenFiles.bytes(name));
        for (String path : paths("", golden)) {
            if (path.equals("/type") || path.equals("/schemaVersion")) {
                continue;
            }
            for (String other : List.of("3", "2.5", "\"\"", "\" \"", "\"x\"", "true", "{}", "[]", "[[]]", "[{}]")) {
                ObjectNode hostile = golden.deepCopy();
                JsonNode before = golden.at(path);
                JsonNode after = PLAIN.readTree(other);
                if (kind(before).equals(kind(after)) || before.isDouble() && after.isInt()) {
                    continue;
                }
                replace(hostile, path, after);
                assertThat(GoldenFiles.read(name, PLAIN.writeValueAsBytes(hostile)))
                        .as(path + " = " + other)
                        .isInstanceOfSatisfying(Unreadable.class, unreadable -> {
                            assertThat(unreadable.reason()).isEqualTo(Unreadable.Reason.MALFORMED);
                            assertThat(unreadable.message())
                                    .contains(" $"
                                            + path.replaceAll("/(\\d+)", "[$1]").replace('/', '.'));
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aFieldThatMustBeThereIsNamedWhenItIsNot(String name) throws IOException {
        String minimal = GoldenFiles.type(name) + ".minimal";
        ObjectNode golden = (ObjectNode) PLAIN.readTree(
                GoldenFiles.bytes(SampleEvents.ALL.containsKey(minimal) ? minimal : GoldenFiles.type(name)));
        golden.fieldNames().forEachRemaining(field -> {
            if (field.equals("type") || field.equals("schemaVersion")) {
                return;
            }
            for (boolean asNull : List.of(true, false)) {
                ObjectNode hostile = golden.deepCopy();
                if (asNull) {
                    hostile.putNull(field);
                } else {
                    hostile.remove(field);
                }
                assertThat(GoldenFiles.read(name, hostile.toString().getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOfSatisfying(Unreadable.class, unreadable -> {
                            assertThat(unreadable.reason()).isEqualTo(Unreadable.Reason.MALFORMED);
                            assertThat(unreadable.message()).endsWith(" $." + field);
                        });
            }
        });
    }

    private static void readEverywhere(byte[] value, int seed) {
        for (EventFamily<?> family : GoldenFiles.FAMILIES) {
            try {
                Reading<? extends Event> reading = EventJson.read(value, family);
                if (reading instanceof Unreadable<?> unreadable) {
                    if (!MESSAGE.matcher(unreadable.message()).matches()
                            || unreadable.message().length() > 500) {
                        fail("seed " + seed + ": " + unreadable.message());
                    }
                } else {
                    Event event = ((Reading.Parsed<?>) reading).event();
                    assertThat(EventJson.read(EventJson.write(event), family)).isEqualTo(reading);
                    touch(event);
                }
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + ": " + new String(value, StandardCharsets.ISO_8859_1), e);
            }
        }
    }

    /** What the readers of an event call first. */
    private static void touch(Event event) {
        assertThat(event.hashCode()).isEqualTo(event.hashCode());
        if (event instanceof AttemptReport report) {
            assertThat(report.attemptId()).isNotNull();
        } else if (event instanceof Command command) {
            assertThat(command.attemptId()).isNotNull();
        }
    }

    private static byte[] damaged(byte[] golden, Random random) {
        byte[] value = golden.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(value.length);
            switch (random.nextInt(5)) {
                case 0 -> value[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> value[at] = (byte) random.nextInt(256);
                case 2 -> value[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
                case 3 -> value = Arrays.copyOf(value, Math.max(1, at));
                default -> {
                    int from = random.nextInt(golden.length);
                    byte[] spliced = Arrays.copyOf(value, at + golden.length - from);
                    System.arraycopy(golden, from, spliced, at, golden.length - from);
                    value = spliced;
                }
            }
        }
        return value;
    }

    private static List<String> paths(String prefix, JsonNode node) {
        List<String> paths = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                paths.add(prefix + "/" + field.getKey());
                paths.addAll(paths(prefix + "/" + field.getKey(), field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                paths.add(prefix + "/" + i);
                paths.addAll(paths(prefix + "/" + i, array.get(i)));
            }
        }
        return paths;
    }

    private static void replace(ObjectNode root, String path, JsonNode with) {
        int slash = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, slash));
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(path.substring(slash + 1)), with);
        } else {
            ((ObjectNode) parent).set(path.substring(slash + 1), with);
        }
    }

    private static String kind(JsonNode node) {
        return node.isNumber()
                ? node.isIntegralNumber() ? "int" : "fraction"
                : node.getNodeType().name();
    }
}
