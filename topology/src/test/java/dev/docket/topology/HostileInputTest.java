package dev.docket.topology;

import static dev.docket.topology.DeadLetterAssert.assertThatTheLast;
import static dev.docket.topology.DeadLetterAssert.assertThatTheOnlyOne;
import static dev.docket.topology.QueueAssert.assertThat;
import static dev.docket.topology.Requests.request;
import static dev.docket.topology.TopologyDriver.TOPICS;
import static dev.docket.topology.TopologyDriver.bytes;
import static dev.docket.topology.TopologyDriver.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.QueueSettings;
import dev.docket.event.Tick;
import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever stands in a record: it gets exactly one answer or becomes exactly one dead letter, nothing throws, nothing else
 * changes, and the next good record is handled.
 */
class HostileInputTest {

    private static final Consumer<Headers> NO_HEADERS = headers -> {};

    private final TopologyDriver driver = TopologyDriver.of(TestRules.manySlots());

    @AfterEach
    void theNextGoodRecordIsHandled() {
        assertThat(driver.submit(request("good").in("well"))).are("ExecutionAccepted good", "ExecutionScheduled good");
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreDeadLetters(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            byte[] key = random.nextInt(4) == 0 ? null : randomBytes(random, 300);
            byte[] value = randomBytes(random, 2000);
            assertThat(sendTo(random.nextInt(3), key, value))
                    .as("seed %d, record %d", seed, i)
                    .areNone();
            assertThat(driver.deadLetters()).as("seed %d, record %d", seed, i).hasSize(i + 1);
            assertThatTheLast(driver.deadLetters()).holds(key, value);
        }
        assertThat(driver.commands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aRequestWithBrokenBytesIsAnsweredOnceOrBecomesADeadLetter(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 700; i++) {
            byte[] value = json(request("r" + i).in("q" + i).event());
            for (int broken = random.nextInt(3); broken >= 0; broken--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt(256);
            }
            int before = driver.deadLetters().size();
            List<DecisionEvent> answers = driver.request(null, value, NO_HEADERS).stream()
                    .filter(decision -> !decision.type().equals("ExecutionScheduled"))
                    .toList();
            assertThat(answers.size() + driver.deadLetters().size() - before)
                    .as("seed %d, record %d: %s", seed, i, new String(value, StandardCharsets.UTF_8))
                    .isEqualTo(1);
        }
    }

    static Stream<String> wrongJson() {
        return Stream.of(
                "null",
                "17",
                "[]",
                "\"ExecutionRequested\"",
                "{",
                "{\"type\":\"ExecutionRequested\"} trailing",
                "{\"type\":\"ExecutionRequested\",\"executionId\":17}",
                "{\"type\":\"ExecutionRequested\",\"timeoutSeconds\":1e400}",
                "{\"type\":\"ExecutionRequested\",\"timeoutSeconds\":99999999999}",
                "{\"type\":\"ExecutionRequested\",\"timeoutSeconds\":\"60\"}",
                "{\"type\":\"ExecutionRequested\",\"runtimeCommand\":\"sh\"}",
                "{\"type\":\"ExecutionRequested\",\"metadata\":{\"timestamp\":\"yesterday\"}}",
                "{\"type\":\"ExecutionRequested\",\"metadata\":{\"timestamp\":1e1000000}}",
                "{\"type\":\"ExecutionRequested\",\"metadata\":{\"timestamp\":9e300}}",
                "{\"type\":\"ExecutionRequested\",\"metadata\":{\"timestamp\":99999999999999999}}",
                "{\"type\":\"ExecutionRequested\",\"schemaVersion\":99999999999999999999}",
                "{\"type\":\"ExecutionRequested\",\"schemaVersion\":\"1\"}",
                "{\"type\":\"ExecutionRequested\",\"schemaVersion\":2}",
                "{\"type\":\"ExecutionRequested\",\"x\":" + "[".repeat(100_000),
                "{\"type\":\"ExecutionRequested\",\"x\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}",
                "{\"type\":\"ExecutionRequested\",\"timeoutSeconds\":" + "9".repeat(100_000) + "}",
                "{\"" + "n".repeat(60_000) + "\":1}",
                "{\"type\":\"PriorityChangeRequested\"}",
                "{\"type\":\"java.lang.Runtime\"}",
                "{\"type\":17}",
                "{\"type\":null}",
                "{}",
                "");
    }

    @ParameterizedTest
    @MethodSource("wrongJson")
    void whatIsNoEventIsADeadLetterThatQuotesNothing(String value) {
        assertThat(driver.request(bytes("k"), bytes(value), NO_HEADERS)).areNone();

        assertThatTheOnlyOne(driver.deadLetters())
                .cameFrom(TOPICS.executionRequests(), 0, 0, driver.now())
                .holds(bytes("k"), bytes(value));
    }

    static Stream<Event> eventsOfOtherTopics() {
        return Stream.of(
                new Tick(0),
                new QueueSettings("default", 1, null, null, null, null),
                new dev.docket.event.ExecutionCompleted(
                        "default", "a", new dev.docket.event.Incarnation(0, 0), 1, null, null));
    }

    @ParameterizedTest
    @MethodSource("eventsOfOtherTopics")
    void anEventOfAnotherTopicIsADeadLetter(Event event) {
        driver.request(null, json(event), NO_HEADERS);

        assertThatTheOnlyOne(driver.deadLetters())
                .says(Unreadable.Reason.UNKNOWN_TYPE)
                .saysInWords("CancelRequested, ExecutionRequested");
    }

    @Test
    void aRequestAmongReportsOrSettingsIsADeadLetter() {
        driver.report(json(request("a").event()));
        assertThatTheLast(driver.deadLetters())
                .says(Unreadable.Reason.UNKNOWN_TYPE)
                .cameFrom(TOPICS.executionReports(), 0, 0, driver.now());

        driver.settings(bytes("default"), json(request("a").event()));
        assertThatTheLast(driver.deadLetters())
                .says(Unreadable.Reason.UNKNOWN_TYPE)
                .cameFrom(TOPICS.queueSettings(), 0, 0, driver.now());
        assertThat(driver.decisions()).areNone();
    }

    @Test
    void aScriptOverTheLimitIsRejected() {
        assertThat(driver.submit(request("a").running("#".repeat(200_001)))).rejectFaultsIn("script");
        assertThat(driver.submit(request("b").running("#".repeat(200_000))))
                .are("ExecutionAccepted b", "ExecutionScheduled b");
    }

    @Test
    void aScriptIsMeasuredInBytesAndNotInCharacters() {
        assertThat(driver.submit(request("a").running("é".repeat(100_001)))).rejectFaultsIn("script");
        assertThat(driver.submit(request("b").running("é".repeat(100_000))))
                .are("ExecutionAccepted b", "ExecutionScheduled b");
    }

    @Test
    void aRecordOverTheLimitIsRejectedAndNotEchoed() {
        List<DecisionEvent> answer = driver.submit(request("a").running("#".repeat(4_000_000)));

        assertThat(answer).rejectFaultsIn("request", "script");
        assertThat(json(answer.get(0)).length).isLessThan(10_000);
    }

    @Test
    void controlCharactersGrowAndAreRejectedOrRunWhole() {
        assertThat(driver.submit(request("a").running("\u0001".repeat(200_000))))
                .rejectFaultsIn("request");

        String fits = "\u0001".repeat(80_000);
        assertThat(driver.submit(request("b").running(fits))).are("ExecutionAccepted b", "ExecutionScheduled b");
        assertThat(driver.launched("b").spec().script()).isEqualTo(fits);
    }

    @Test
    void everyFaultIsToldAtOnceAndClipped() {
        String long300 = "x".repeat(300);
        List<DecisionEvent> answer = driver.submit(new Requests(long300, "", "No Queue", "urgent", "", 0));

        assertThat(answer).rejectFaultsIn("executionId", "userId", "queue", "priority", "timeoutSeconds");
        assertThat(answer.get(0).executionId()).isEqualTo("x".repeat(200));
    }

    @Test
    void anIdOf300CharactersIsRejected() {
        assertThat(driver.submit(request("x".repeat(300)))).rejectFaultsIn("executionId");
        assertThat(driver.submit(request("x".repeat(200)))).acceptAtPosition(0);
    }

    @Test
    void thePriorityUrgentIsRejectedWithWhatIsAllowed() {
        List<DecisionEvent> answer = driver.submit(request("a").withPriority("urgent"));

        assertThat(answer).rejectFaultsIn("priority");
        assertThat(((ExecutionRejected) answer.get(0)).faults().get(0).message())
                .contains("'urgent'")
                .contains("CRITICAL, HIGH, NORMAL, LOW, BACKGROUND");
    }

    @Test
    void idsWithControlCharactersAreRejectedAndShownPlain() {
        List<DecisionEvent> answer = driver.submit(request("a\u0000\u0085b"));

        assertThat(answer).rejectFaultsIn("executionId");
        assertThat(answer.get(0).executionId()).isEqualTo("a??b");
    }

    /** An escape can carry half a character in; UTF-8 could not carry it out again. */
    @Test
    void halfACharacterIsADeadLetterInRequestsAndReportsAlike() {
        driver.submit("a");
        driver.request(null, bytes("{\"type\":\"ExecutionRequested\",\"script\":\"\\ud800\"}"), NO_HEADERS);
        assertThatTheLast(driver.deadLetters())
                .says(Unreadable.Reason.MALFORMED)
                .saysInWords("script");

        assertThat(driver.report(bytes("{\"type\":\"ExecutionFailed\",\"queue\":\"default\",\"executionId\":\"a\","
                        + "\"incarnation\":\"0-0\",\"attempt\":1,\"reason\":\"EXIT_CODE\",\"retryable\":false,"
                        + "\"run\":{\"logTail\":\"\\ude00 cut\"}}")))
                .areNone();
        assertThatTheLast(driver.deadLetters())
                .says(Unreadable.Reason.MALFORMED)
                .saysInWords("logTail");
        assertThat(driver.finish("a")).are("ExecutionCompleted a");
    }

    @Test
    void aReportTooLargeToBeConfirmedIsADeadLetter() {
        driver.submit("a");
        String head = "{\"type\":\"ExecutionCompleted\",\"queue\":\"default\",\"executionId\":\"a\","
                + "\"incarnation\":\"0-0\",\"attempt\":1,\"run\":{\"logTail\":\"";
        byte[] value = bytes(head + "#".repeat(3 * 1024 * 1024) + "\"}}");

        assertThat(driver.report(value)).areNone();
        assertThatTheOnlyOne(driver.deadLetters())
                .says(Unreadable.Reason.TOO_LARGE)
                .holds(bytes("default"), value);
        assertThat(driver.finish("a")).are("ExecutionCompleted a");
    }

    static Stream<String> wrongReports() {
        String head = "{\"type\":\"ExecutionCompleted\",";
        return Stream.of(
                head + "\"queue\":\"default\",\"executionId\":\"a\",\"incarnation\":\"0-0\"}",
                head + "\"queue\":\"default\",\"executionId\":\"a\",\"attempt\":1}",
                head + "\"queue\":\"default\",\"incarnation\":\"0-0\",\"attempt\":1}",
                head + "\"executionId\":\"a\",\"incarnation\":\"0-0\",\"attempt\":1}",
                head + "\"queue\":\"default\",\"executionId\":\"a\",\"incarnation\":\"0-0\",\"attempt\":0}",
                head + "\"queue\":\"default\",\"executionId\":\"a\",\"incarnation\":\"-1-0\",\"attempt\":1}",
                head + "\"queue\":\"default\",\"executionId\":\"a\",\"incarnation\":\"0-99999999999999999999\","
                        + "\"attempt\":1}",
                head + "\"queue\":\"NO\",\"executionId\":\"a\",\"incarnation\":\"0-0\",\"attempt\":1}",
                head + "\"queue\":\"default\",\"executionId\":\"" + "x".repeat(300)
                        + "\",\"incarnation\":\"0-0\",\"attempt\":1}",
                "{\"type\":\"Tick\"}",
                "{\"type\":\"Tick\",\"partition\":\"0\"}",
                "{\"type\":\"Tick\",\"partition\":7}",
                "{\"type\":\"Tick\",\"partition\":-1}");
    }

    @ParameterizedTest
    @MethodSource("wrongReports")
    void aReportThatCannotBeBelievedIsADeadLetterAndFreesNothing(String value) {
        driver.submit("a");

        assertThat(driver.report(bytes(value))).areNone();

        assertThatTheOnlyOne(driver.deadLetters())
                .cameFrom(TOPICS.executionReports(), 0, 0, driver.now())
                .holds(bytes("default"), bytes(value));
        assertThat(driver.queue()).hasActive("a");
    }

    @Test
    void aTickForAnotherPartitionIsMisrouted() {
        driver.report(new Tick(3));

        assertThatTheOnlyOne(driver.deadLetters()).says(Unreadable.Reason.MISROUTED);
    }

    @Test
    void aNegativeTimestampIsTheLatestTimeSeen() {
        driver.submit("earlier");

        // TestRecord refuses negative times, as it should; so does nobody else.
        assertThat(new BrokerTime().extract(NegativeTime.record(), driver.now().toEpochMilli()))
                .isEqualTo(driver.now().toEpochMilli());
        assertThat(new BrokerTime().extract(NegativeTime.record(), -1)).isZero();
    }

    @Test
    void aRecordOfTheYear1970IsTooOld() {
        assertThat(driver.request(null, json(request("a").event()), java.time.Instant.EPOCH, NO_HEADERS))
                .are("ExecutionExpired a");
    }

    @Test
    void aMissingKeyOrAGarbageKeyMatterNothingToRequests() {
        byte[] huge = new byte[900_000];
        Arrays.fill(huge, (byte) 0xfe);

        assertThat(driver.request(null, json(request("a").event()), NO_HEADERS)).acceptAtPosition(0);
        assertThat(driver.request(huge, json(request("b").event()), NO_HEADERS)).acceptAtPosition(0);
        driver.request(huge, bytes("no event"), NO_HEADERS);
        assertThatTheOnlyOne(driver.deadLetters()).holds(huge, bytes("no event"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aMissingValueIsADeadLetter(int topic) {
        assertThat(sendTo(topic, null, null)).areNone();

        assertThatTheOnlyOne(driver.deadLetters())
                .says(Unreadable.Reason.EMPTY)
                .cameFrom(TOPICS.inputs().get(topic), 0, 0, driver.now())
                .holds(null, null);
    }

    @Test
    void aTombstoneOfSettingsNeedsTheNameOfAQueueAsItsKey() {
        byte[] broken = {(byte) 0xc3, 0x28};

        driver.settings(broken, null);
        assertThatTheLast(driver.deadLetters()).says(Unreadable.Reason.INVALID).holds(broken, null);
        driver.settings(bytes("No Queue"), null);
        assertThatTheLast(driver.deadLetters()).says(Unreadable.Reason.INVALID);
        driver.settings(new byte[0], null);
        assertThatTheLast(driver.deadLetters()).says(Unreadable.Reason.INVALID);
        assertThat(driver.settings(bytes("never-seen"), null)).are("QueueSettingsApplied");
        assertThat(driver.deadLetters()).hasSize(3);
    }

    @Test
    void settingsWithoutAQueueAreADeadLetter() {
        driver.settings(bytes("default"), json(new QueueSettings(null, 1, null, null, null, null)));

        assertThatTheOnlyOne(driver.deadLetters()).says(Unreadable.Reason.INVALID);
    }

    static Stream<@Nullable String> garbage() {
        return Stream.of(null, "", "x", "-1", "1e9", "99999999999999999999", "\u0000", "9".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageInHeadersIsNoHeader(@Nullable String garbage) {
        byte[] value = garbage == null ? null : bytes(garbage);

        assertThat(driver.submit(
                        request("a"),
                        headers -> headers.add(RecordHeaders.TRACEPARENT, value)
                                .add(RecordHeaders.FIRST_TIME, value)
                                .add(RecordHeaders.ROUTED_FROM, value)))
                .are("ExecutionAccepted a", "ExecutionScheduled a");
        assertThat(driver.commandRecords().get(0).headers()).isEmpty();
    }

    @Test
    void aFirstTimeFromTheFutureMakesNothingYounger() {
        assertThat(driver.request(
                        null,
                        json(request("a").event()),
                        driver.now().minusSeconds(3 * 24 * 3600),
                        headers -> headers.add(RecordHeaders.ROUTED_FROM, bytes("t-1@0"))
                                .add(RecordHeaders.FIRST_TIME, bytes("999999999999999999"))))
                .are("ExecutionExpired a");
    }

    private List<DecisionEvent> sendTo(int topic, byte @Nullable [] key, byte @Nullable [] value) {
        return switch (topic) {
            case 0 -> driver.request(key, value, NO_HEADERS);
            case 1 -> driver.report(key, value);
            default -> driver.settings(key, value);
        };
    }

    private static byte[] randomBytes(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            bytes[0] = '{';
        }
        return bytes;
    }
}
