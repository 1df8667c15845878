package dev.docket.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Takes a valid value and makes it odd or wrong, in one to three places. */
final class HostileJson {

    private static final ObjectMapper PLAIN = new ObjectMapper();

    private static final List<String> VALUES = List.of(
            ("null true false 0 1 3 -1 -0 01 +1 2.5 1.0 1e2 2147483647 2147483648 -2147483649 9223372036854775807"
                            + " 9223372036854775808 1e400 NaN 'x' \"\" \"1\" \"x\" \"\\ud800\" \"\\udc00\\ud800\""
                            + " \"\\ud83d\\ude00\" \"\\u0041\" \"\\x\" {} [] [null] [\"a\",null] [1] [[]] [{}]"
                            + " [\"\\ud800\"] {\"a\":1} {\"a\":1,\"a\":2} [{\"a\":1,\"a\":2}] {\"eventId\":\"e\"}"
                            + " {\"eventId\":\"e\",\"eventId\":\"e\"} {\"podName\":null} {\"time\":null}"
                            + " \"ExecutionCompleted\" \"ExecutionStarted\" \"ExecutionRequested\" \"Tick\""
                            + " \"Execution\\u0043ompleted\" \"0-0\" \"00007-01\" \"1-1-1\" \"-1-1\" \"+1-1\" \"1-\""
                            + " \"١-٢\" \"7-99999999999999999999\" \"2147483648-0\" \"2026-11-23T21:38:08Z\""
                            + " \"2026-11-23T21:38:08.5Z\" \"2026-11-23T21:38:08.123456789Z\""
                            + " \"2026-11-23T21:38:08.1234567890Z\" \"2026-11-23T21:38:08.Z\""
                            + " \"2026-11-23T21:38:08+01:00\" \"2026-11-23T24:00:00Z\" \"2026-02-30T00:00:00Z\""
                            + " \"2026-13-01T00:00:00Z\" \"2026-12-31T23:59:60Z\" \"2016-12-31T23:59:60Z\""
                            + " \"2026-11-23t21:38:08z\" \"2026-11-23T21:38Z\" \"2026-11-23\" \"+10000-01-01T00:00:00Z\""
                            + " \"10000-01-01T00:00:00Z\" \"-0001-01-01T00:00:00Z\" \"0000-01-01T00:00:00Z\""
                            + " \"２026-11-23T21:38:08Z\" \"2026-11-23T21:60:08Z\" \"2026-11-23T21:38:08.-1Z\"")
                    .split(" "));

    private static final List<String> NAMES = List.of(
            "type",
            "schemaVersion",
            "queue",
            "executionId",
            "attempt",
            "run",
            "decision",
            "cause",
            "metadata",
            "x",
            "");

    private static final List<String> AROUND = List.of(
            " ",
            "\n",
            "\r\n\t",
            "\uFEFF",
            "\uFEFF\uFEFF",
            "\u0000",
            "x",
            ",",
            "}",
            "{}",
            "]",
            "//c",
            "/**/",
            "#",
            "1",
            "null",
            "\"\"",
            "\u00a0",
            "\u2028");

    private static final String SYNTAX = "{}[]\":,0123456789-+.eEtfn\\u\u0000 ";

    private final Random random;

    HostileJson(Random random) {
        this.random = random;
    }

    byte[] of(byte[] valid) {
        try {
            ObjectNode root = (ObjectNode) PLAIN.readTree(valid);
            List<ObjectNode> objects = new ArrayList<>();
            collect(root, objects);
            ObjectNode target = random.nextInt(4) == 0 ? null : objects.get(random.nextInt(objects.size()));
            byte[] json = around(render(root, target)).getBytes(StandardCharsets.UTF_8);
            return random.nextInt(5) == 0 ? damaged(json) : json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(ObjectNode node, List<ObjectNode> objects) {
        objects.add(node);
        for (JsonNode child : node) {
            if (child instanceof ObjectNode object) {
                collect(object, objects);
            }
        }
    }

    /** The object as text; that of the target, which is found by identity, with its fields mutated. */
    private String render(ObjectNode node, ObjectNode target) throws IOException {
        List<String> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String value = field.getValue() instanceof ObjectNode object
                    ? render(object, target)
                    : PLAIN.writeValueAsString(field.getValue());
            fields.add(quoted(field.getKey()) + ":" + value);
        }
        if (node == target) {
            int times = 1 + random.nextInt(2);
            for (int i = 0; i < times; i++) {
                mutate(fields);
            }
        }
        return random.nextInt(10) == 0
                ? " {\n" + String.join(" ,\t", fields) + "\r\n} "
                : "{" + String.join(",", fields) + "}";
    }

    private void mutate(List<String> fields) throws IOException {
        int at = random.nextInt(fields.size() + 1);
        if (at == fields.size()) {
            fields.add(quoted(pick(NAMES)) + ":" + pick(VALUES));
            return;
        }
        String field = fields.get(at);
        int colon = field.indexOf("\":") + 1;
        String name = field.substring(0, colon);
        switch (random.nextInt(10)) {
            case 0 -> Collections.swap(fields, at, random.nextInt(fields.size()));
            case 1 -> Collections.shuffle(fields, random);
            case 2 -> fields.add(random.nextInt(fields.size() + 1), field);
            case 3 -> fields.add(random.nextInt(fields.size() + 1), name + ":" + pick(VALUES));
            case 4 -> fields.remove(at);
            case 5 -> fields.set(at, quoted(pick(NAMES)) + field.substring(colon));
            case 6 -> fields.set(at, escaped(name) + field.substring(colon));
            case 7 -> fields.set(at, field.replaceFirst(":", pick(List.of(" : ", "", "::", ":\n", "=", ":,"))));
            default -> fields.set(at, name + ":" + value());
        }
    }

    private String value() {
        return switch (random.nextInt(40)) {
            case 0 -> "1".repeat(1001);
            case 1 -> "[".repeat(2000) + "]".repeat(2000);
            case 2 -> "0." + "1".repeat(1001);
            default -> pick(VALUES);
        };
    }

    private String around(String json) {
        return switch (random.nextInt(10)) {
            case 0 -> json + pick(AROUND);
            case 1 -> pick(AROUND) + json;
            case 2 -> json.substring(0, random.nextInt(json.length()));
            default -> json;
        };
    }

    private byte[] damaged(byte[] json) {
        if (json.length == 0) {
            return json;
        }
        int at = random.nextInt(json.length);
        switch (random.nextInt(4)) {
            case 0 -> json[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> json[at] = (byte) random.nextInt(256);
            case 2 -> json[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
            default -> {
                return Arrays.copyOf(json, at);
            }
        }
        return json;
    }

    /** The same name, with one of its letters as an escape. */
    private String escaped(String quoted) {
        if (quoted.length() < 3) {
            return quoted;
        }
        int at = 1 + random.nextInt(quoted.length() - 2);
        return quoted.substring(0, at) + String.format("\\u%04x", (int) quoted.charAt(at)) + quoted.substring(at + 1);
    }

    private static String quoted(String name) throws IOException {
        return PLAIN.writeValueAsString(name);
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
