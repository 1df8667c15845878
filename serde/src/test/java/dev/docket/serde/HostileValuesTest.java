package dev.docket.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelRequested;
import dev.docket.event.DecisionContext;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Fault;
import dev.docket.event.Metadata;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.Tick;
import dev.docket.serde.Unreadable.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a producer sends: reading tells an event from a value that is none, and never throws. */
class HostileValuesTest {

    private static final String TICK = "{\"type\":\"Tick\",\"schemaVersion\":1,\"partition\":3}";

    @ParameterizedTest
    @NullAndEmptySource
    void aValueThatIsNotThereIsEmpty(byte[] value) {
        assertUnreadable(value, Reason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\n\t\r ",
                "[]",
                "[{\"type\":\"Tick\",\"partition\":3}]",
                "\"Tick\"",
                "17",
                "null",
                "true",
                "NaN",
                "Tick",
                "{",
                "}",
                "{\"type\"",
                "{\"type\":\"Tick\"",
                "{\"type\":\"Tick\",}",
                "{type:\"Tick\",\"partition\":3}",
                "{'type':'Tick','partition':3}",
                "/* c */{\"type\":\"Tick\",\"partition\":3}",
                "{\"type\":\"Tick\",\"partition\":03}",
                "{\"type\":\"Tick\",\"partition\":+3}",
                "{\"type\":\"Tick\",\"partition\":0x3}",
                "{\"type\":\"Tick\",\"partition\":3,\"x\":NaN}",
                "{\"type\":\"Tick\",\"partition\":3,\"x\":\"\t\"}",
                "{\"type\":\"Tick\",\"partition\":3,\"x\":\"\\x41\"}",
                "{\"type\":\"Tick\",\"partition\":3,\"x\":\"\\u00g0\"}",
                "{\"type\":\"Tick\",\"partition\":3}}",
                "{\"type\":\"Tick\",\"partition\":3}{\"type\":\"Tick\",\"partition\":3}",
                "{\"type\":\"Tick\",\"partition\":3} x",
                "{\"type\":\"Tick\",\"partition\":3},",
                "{\"type\":\"Tick\",\"partition\":3}\u0000",
                "\u0000{\"type\":\"Tick\",\"partition\":3}",
                "\uFEFF\uFEFF{\"type\":\"Tick\",\"partition\":3}",
                "\u00a0{\"type\":\"Tick\",\"partition\":3}",
            })
    void whatIsNoSingleJsonObjectIsNotJson(String json) {
        assertUnreadable(json, Reason.NOT_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":[\"Tick\"]}",
                "{\"type\":{\"type\":\"Tick\"},\"partition\":3}",
                "{\"type\":\"\"}",
                "{\"type\":\"tick\",\"partition\":3}",
                "{\"type\":\"Tick \",\"partition\":3}",
                "{\"type\":\"Tick\\u0000\",\"partition\":3}",
                "{\"type\":\"dev.docket.event.Tick\",\"partition\":3}",
                "{\"Type\":\"Tick\",\"partition\":3}",
                "{\"nested\":{\"type\":\"Tick\"},\"partition\":3}",
                "{\"type\":\"ExecutionRequested\"}",
            })
    void anObjectThatNamesNoEventOfTheTopicIsOfUnknownType(String json) {
        assertUnreadable(json, Reason.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Tick\",\"type\":\"Tick\",\"partition\":3}",
                "{\"type\":\"Tick\",\"partition\":3,\"type\":\"ExecutionStarted\"}",
                "{\"type\":5,\"type\":\"Tick\",\"partition\":3}",
                "{\"type\":\"Tick\",\"\\u0074ype\":\"ExecutionStarted\",\"partition\":3}",
                "{\"type\":\"Tick\",\"partition\":3,\"partition\":4}",
                "{\"type\":\"Tick\",\"partition\":3,\"partition\":3}",
                "{\"type\":\"Tick\",\"schemaVersion\":1,\"partition\":3,\"schemaVersion\":2}",
                "{\"type\":\"Tick\",\"partition\":3,\"later\":{\"x\":1,\"x\":2}}",
            })
    void aFieldNamedTwiceIsNotJson(String json) {
        assertUnreadable(json, Reason.NOT_JSON);
    }

    @Test
    void takesAByteOrderMarkAndWhiteSpaceAroundTheObject() {
        assertTick("\uFEFF" + TICK);
        assertTick(" \n" + TICK + "\r\n ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
    void takesNoEncodingButUtf8(String charset) {
        assertUnreadable(TICK.getBytes(Charset.forName(charset)), Reason.NOT_JSON);
        assertUnreadable(("\uFEFF" + TICK).getBytes(Charset.forName(charset)), Reason.NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource({
        "a lone continuation byte, 80",
        "a truncated sequence, C3",
        "an overlong NUL, C080",
        "an overlong slash, E080AF",
        "an encoded surrogate, EDA080",
        "a surrogate pair in CESU-8, EDA0BDEDB880",
        "beyond the last code point, F4908080",
        "far beyond it, F7BFBFBF",
        "never legal, FF",
        "Latin-1, E9",
    })
    void illegalUtf8IsNotJsonWhereverItStands(String what, String hex) {
        for (String template : List.of(
                "{\"type\":\"CancelRequested\",\"executionId\":\"a#b\"}",
                "{\"type\":\"CancelRequested\",\"later\":\"a#b\"}",
                "{\"type\":\"CancelRequested\",\"#\":1}",
                "{\"type\":\"CancelRequested\"}#")) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            int hash = template.indexOf('#');
            value.writeBytes(template.substring(0, hash).getBytes(UTF_8));
            value.writeBytes(HexFormat.of().parseHex(hex));
            value.writeBytes(template.substring(hash + 1).getBytes(UTF_8));
            assertThat(reason(EventJson.read(value.toByteArray(), EventFamily.REQUESTS)))
                    .as(what)
                    .isEqualTo(Reason.NOT_JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\ud800", "\\uDFFF", "a\\ud83d", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\ud83dx\\ude00"})
    void textWithHalfACharacterIsMalformed(String half) {
        Reading<?> id = request("\"executionId\":\"" + half + "\"");
        assertThat(reason(id)).isEqualTo(Reason.MALFORMED);
        assertThat(((Unreadable<?>) id).message()).endsWith("$.executionId");
        assertThat(reason(request("\"metadata\":{\"service\":\"" + half + "\"}")))
                .isEqualTo(Reason.MALFORMED);
        String list = "{\"type\":\"ExecutionRequested\",\"runtimeCommand\":[\"x\",\"" + half + "\"]}";
        assertThat(reason(EventJson.read(list.getBytes(UTF_8), EventFamily.REQUESTS)))
                .isEqualTo(Reason.MALFORMED);
        assertThat(request("\"later\":\"" + half + "\"")).isInstanceOf(Reading.Parsed.class);
    }

    @Test
    void writesAReplacementWhereOurOwnCutLeftHalfACharacter() {
        List<Fault> cut = List.of(new Fault("\ud83d", "cut\ud83d"), new Fault("\ude00\ud83d\ude00", "\ude00\ud83d"));
        List<Fault> whole = List.of(new Fault("\uFFFD", "cut\uFFFD"), new Fault("\uFFFD\ud83d\ude00", "\uFFFD\uFFFD"));
        DecisionContext decision = ((DecisionEvent) SampleEvents.ALL.get("ExecutionScheduled")).decision();
        byte[] written = EventJson.write(new QueueSettingsRejected("q\ud83d", cut, decision));
        assertThat(EventJson.read(written, EventFamily.DECISIONS))
                .isEqualTo(new Reading.Parsed<>(new QueueSettingsRejected("q\uFFFD", whole, decision)));
    }

    @Test
    void everyLegalCharacterSurvives() {
        StringBuilder every = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                every.appendCodePoint(c);
            }
        }
        CancelRequested all = new CancelRequested("id", "q", every.toString(), null);
        byte[] written = EventJson.write(all);
        assertThat(new String(written, UTF_8).getBytes(UTF_8)).isEqualTo(written);
        assertThat(EventJson.read(written, EventFamily.REQUESTS).equals(new Reading.Parsed<>(all)))
                .isTrue();
    }

    @Test
    void aHundredThousandLevelsAreNotJson() {
        for (String open : List.of("[", "{\"x\":")) {
            assertThat(reason(request("\"later\":" + open.repeat(100_000)))).isEqualTo(Reason.NOT_JSON);
            assertThat(reason(request("\"metadata\":" + open.repeat(100_000)))).isNotNull();
            assertThat(reason(request("\"metadata\":{\"x\":" + open.repeat(100_000))))
                    .isNotNull();
            assertUnreadable(open.repeat(100_000), Reason.NOT_JSON);
        }
        assertThat(request("\"later\":" + "[".repeat(400) + "]".repeat(400))).isInstanceOf(Reading.Parsed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "3.0",
                "3.5",
                "1e2",
                "2147483648",
                "-2147483649",
                "9223372036854775808",
                "\"3\"",
                "\"\"",
                "\" \"",
                "true",
                "null",
                "[3]",
                "{}",
                "[]"
            })
    void whatIsNoIntIsMalformedWithItsField(String value) {
        Reading<?> reading = EventJson.read(
                ("{\"type\":\"Tick\",\"partition\":" + value + "}").getBytes(UTF_8), EventFamily.REPORTS);
        assertThat(reason(reading)).isEqualTo(Reason.MALFORMED);
        assertThat(((Unreadable<?>) reading).message()).endsWith("$.partition");
    }

    @Test
    void anIntOfTenThousandDigitsIsUnreadableWhereverItStands() {
        String digits = "9".repeat(10_000);
        assertThat(reason(EventJson.read(
                        ("{\"type\":\"Tick\",\"partition\":" + digits + "}").getBytes(UTF_8), EventFamily.REPORTS)))
                .isNotNull();
        assertThat(reason(EventJson.read(
                        ("{\"type\":\"Tick\",\"schemaVersion\":" + digits + ",\"partition\":1}").getBytes(UTF_8),
                        EventFamily.REPORTS)))
                .isNotNull();
        request("\"later\":" + digits);
        request("\"later\":1e" + digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1763934000",
                "1763934000.5",
                "1e999999999",
                "-1",
                "\"\"",
                "\"1763934000\"",
                "\"2026-11-23\"",
                "\"2026-11-23T21:38:08\"",
                "\"2026-13-23T21:38:08Z\"",
                "\"2026-02-30T21:38:08Z\"",
                "\"2026-11-23T25:38:08Z\"",
                "\"+1000000001-01-01T00:00:00Z\"",
                "\"99999999999999999999-01-01T00:00:00Z\"",
                "\" 2026-11-23T21:38:08Z\"",
                "\"2026-11-23T21:38:08Z[Europe/Paris]\"",
                "true",
                "{}",
                "[]",
                "[2026,11,23]"
            })
    void whatIsNoInstantIsMalformed(String value) {
        Reading<?> reading = request("\"metadata\":{\"timestamp\":" + value + "}");
        assertThat(reason(reading)).isEqualTo(Reason.MALFORMED);
        assertThat(((Unreadable<?>) reading).message()).endsWith("$.metadata.timestamp");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T21:38:08Z, 2026-11-23T21:38:08Z",
        "2026-11-23T23:38:08.5+02:00, 2026-11-23T21:38:08.5Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "+12345-01-01T00:00:00Z, +12345-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z, +1000000000-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z, -1000000000-01-01T00:00:00Z",
    })
    void readsEveryInstantAndWritesItInUtc(String text, String utc) {
        Reading<?> reading = request("\"metadata\":{\"timestamp\":\"" + text + "\"}");
        CancelRequested expected =
                new CancelRequested(null, null, null, new Metadata(null, null, null, Instant.parse(utc)));
        assertThat(reading).isEqualTo(new Reading.Parsed<>(expected));
        assertThat(EventJson.read(EventJson.write(expected), EventFamily.REQUESTS))
                .isEqualTo(reading);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                "1",
                "1-",
                "-1",
                "1--1",
                "--1",
                "-1-1",
                "+1-1",
                "1-+1",
                "1--0",
                " 1-1",
                "1-1 ",
                "1-1-1",
                "a-b",
                "1.0-1",
                "2147483648-1",
                "1-9223372036854775808",
                "",
                "١-٢",
                "1\\u20101",
                "0x1-1",
                "1_0-1"
            })
    void whatIsNoIncarnationIsMalformed(String incarnation) {
        Reading<?> reading = EventJson.read(
                ("{\"type\":\"ExecutionStarted\",\"queue\":\"q\",\"executionId\":\"e\",\"attempt\":1,\"incarnation\":\""
                                + incarnation + "\"}")
                        .getBytes(UTF_8),
                EventFamily.REPORTS);
        assertThat(reason(reading)).isEqualTo(Reason.MALFORMED);
        assertThat(((Unreadable<?>) reading).message()).endsWith("$.incarnation");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void anAttemptThatIsNoneIsMalformed(int attempt) {
        SampleEvents.ALL.keySet().forEach(name -> {
            String golden = new String(GoldenFiles.bytes(name), UTF_8);
            String hostile = golden.replaceFirst("\"attempt\":\\d+", "\"attempt\":" + attempt);
            if (!hostile.equals(golden)) {
                assertThat(reason(GoldenFiles.read(name, hostile.getBytes(UTF_8))))
                        .as(name)
                        .isEqualTo(Reason.MALFORMED);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[null]|$.faults[0]",
                "[{}]|$.faults[0].field",
                "[{\"field\":\"a\"}]|$.faults[0].message",
                "[{\"field\":\"a\",\"message\":null}]|$.faults[0].message",
                "[{\"field\":\"a\",\"message\":\"b\"},null]|$.faults[1]",
                "null|$.faults",
                "{}|$.faults",
                "\"\"|$.faults",
                "[[]]|$.faults[0]",
                "[\"\"]|$.faults[0]"
            })
    void aListThatLacksWhatItMustHoldIsMalformed(String faults, String path) {
        String golden = new String(GoldenFiles.bytes("QueueSettingsRejected.minimal"), UTF_8);
        Reading<?> reading = EventJson.read(
                golden.replace("\"faults\":[]", "\"faults\":" + faults).getBytes(UTF_8), EventFamily.DECISIONS);
        assertThat(reason(reading)).isEqualTo(Reason.MALFORMED);
        assertThat(((Unreadable<?>) reading).message()).endsWith(" " + path);
    }

    @Test
    void aCommandWithoutAllItsPartsIsMalformed() {
        String golden = new String(GoldenFiles.bytes("CreatePodCommand"), UTF_8);
        for (String hostile : List.of(
                golden.replace("[\"python\",\"{script}\"]", "[\"python\",null]"),
                golden.replace("[\"python\",\"{script}\"]", "[]"),
                golden.replace("\"timeoutSeconds\":300", "\"timeoutSeconds\":0"),
                golden.replace("\"timeoutSeconds\":300,", ""),
                golden.replace("\"priority\":\"HIGH\"", "\"priority\":\"high\""),
                golden.replace("\"priority\":\"HIGH\"", "\"priority\":0"),
                golden.replace("\"priority\":\"HIGH\"", "\"priority\":\"0\""),
                golden.replace("\"priority\":\"HIGH\"", "\"priority\":\"\""))) {
            assertThat(hostile).isNotEqualTo(golden);
            assertThat(reason(EventJson.read(hostile.getBytes(UTF_8), EventFamily.COMMANDS)))
                    .as(hostile)
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void aRequestMayHoldAListWithNullsSinceItsAnswerNamesThem() {
        assertThat(EventJson.read(
                        "{\"type\":\"ExecutionRequested\",\"runtimeCommand\":[\"a\",null]}".getBytes(UTF_8),
                        EventFamily.REQUESTS))
                .isInstanceOfSatisfying(
                        Reading.Parsed.class,
                        parsed -> assertThat(((ExecutionRequested) parsed.event()).runtimeCommand())
                                .containsExactly("a", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "\"NaN\"", "\"Infinity\"", "\"1.5\"", "\"\"", "true"})
    void anEstimateThatIsNoNumberIsNotTaken(String value) {
        String golden = new String(GoldenFiles.bytes("ExecutionAccepted"), UTF_8);
        Reading<DecisionEvent> reading =
                EventJson.read(golden.replace(":12.5", ":" + value).getBytes(UTF_8), EventFamily.DECISIONS);
        if (reading instanceof Reading.Parsed<DecisionEvent> parsed) {
            assertThat(((ExecutionAccepted) parsed.event()).estimatedWaitSeconds())
                    .isNull();
        } else {
            assertThat(reason(reading)).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void aStringOfFiveMillionCharactersIsReadOrRefusedButNeverThrows() {
        String big = "x".repeat(5_000_000);
        assertThat(request("\"reason\":\"" + big + "\"")).isInstanceOf(Reading.Parsed.class);
        assertThat(request("\"later\":\"" + big + "\"")).isInstanceOf(Reading.Parsed.class);
        assertThat(reason(request("\"" + big + "\":1"))).isEqualTo(Reason.NOT_JSON);
        assertThat(reason(EventJson.read(
                        ("{\"type\":\"" + big + "\"}").getBytes(StandardCharsets.UTF_8), EventFamily.REQUESTS)))
                .isEqualTo(Reason.UNKNOWN_TYPE);
    }

    @Test
    void aHundredThousandFieldsAreIgnored() {
        StringBuilder fields = new StringBuilder("\"executionId\":\"e\"");
        for (int i = 0; i < 100_000; i++) {
            fields.append(",\"f").append(i).append("\":").append(i);
        }
        assertThat(request(fields.toString()))
                .isEqualTo(new Reading.Parsed<>(new CancelRequested("e", null, null, null)));
    }

    @Test
    void nulCharactersAreTextLikeAnyOther() {
        CancelRequested event = new CancelRequested("a\u0000b", "\u0000", null, null);
        assertThat(EventJson.read(EventJson.write(event), EventFamily.REQUESTS)).isEqualTo(new Reading.Parsed<>(event));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"secret\":[[[",
                "\"secret\":\"secret",
                "\"secret\":secret",
                "\"metadata\":{\"secret\":[",
                "\"metadata\":{\"secret\":secret}",
                "\"metadata\":{\"secret\":{\"secret\":tru}}",
                "\"metadata\":\"secret\"",
                "\"metadata\":[\"secret\"]",
                "\"metadata\":{\"timestamp\":\"secret\"}",
                "\"metadata\":{\"secret\":1,\"secret\":2}",
                "\"queue\":{\"secret\":1}",
                "\"executionId\":\"secret\",\"queue\":3",
                "\"type\":\"secret\"",
                "\"schemaVersion\":\"secret\"",
            })
    void aMessageHoldsNothingThatTheProducerWrote(String hostile) {
        Unreadable<?> unreadable = (Unreadable<?>) request(hostile);
        assertThat(unreadable.message()).doesNotContain("secret").hasSizeLessThan(200);
    }

    private static void assertTick(String json) {
        assertThat(EventJson.read(json.getBytes(UTF_8), EventFamily.REPORTS))
                .isEqualTo(new Reading.Parsed<>(new Tick(3)));
    }

    private static void assertUnreadable(String json, Reason reason) {
        assertUnreadable(json.getBytes(UTF_8), reason);
    }

    private static void assertUnreadable(byte[] value, Reason reason) {
        assertThat(reason(EventJson.read(value, EventFamily.REPORTS))).isEqualTo(reason);
    }

    private static Reading<?> request(String fields) {
        return EventJson.read(("{\"type\":\"CancelRequested\"," + fields + "}").getBytes(UTF_8), EventFamily.REQUESTS);
    }

    private static Reason reason(Reading<? extends Event> reading) {
        return reading instanceof Unreadable<?> unreadable ? unreadable.reason() : null;
    }
}
