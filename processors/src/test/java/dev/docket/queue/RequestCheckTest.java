package dev.docket.queue;

import static dev.docket.queue.QueueAssert.assertThatQueue;
import static dev.docket.queue.RequestBuilder.aRequest;
import static dev.docket.queue.RulesBuilder.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Fault;
import dev.docket.event.Metadata;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import dev.docket.serde.EventJson;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a valid request is, and that everything that is wrong with one is told at once. */
final class RequestCheckTest {

    private static final Rules.Requests RULES = new Rules.Requests(10_000, 1000, 7200);

    @Test
    void takesAPlainRequest() {
        assertThat(faultsOf(aRequest())).isEmpty();
    }

    @Test
    void fillsInWhatIsLeftOut() {
        CheckedRequest.Valid valid = valid(
                aRequest().queue(null).priority((String) null).script(null).timeoutSeconds(null));

        assertThat(valid.queue()).isEqualTo("default");
        assertThat(valid.priority()).isEqualTo(Priority.NORMAL);
        assertThat(valid.spec())
                .isEqualTo(new ExecutionSpec(
                        "",
                        null,
                        null,
                        "busybox:1.36",
                        List.of("sh", "{script}"),
                        "script",
                        3600,
                        "100m",
                        "1",
                        "128Mi",
                        "512Mi"));
    }

    @Test
    void fillsInNoLongerTimeoutThanIsAllowed() {
        CheckedRequest checked =
                RequestCheck.check(aRequest().timeoutSeconds(null).build(), 100, new Rules.Requests(10_000, 1000, 60));

        assertThat(((CheckedRequest.Valid) checked).spec().timeoutSeconds()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,-,100m,1",
                "250m,-,250m,1",
                "2,-,2,2",
                "-,250m,250m,250m",
                "-,4,4,4",
                "1,2,1,2",
                "1,1000m,1,1000m"
            })
    void fillsInRequestsAndLimitsSoThatNoneIsAboveTheOther(
            String request, String limit, String expectedRequest, String expectedLimit) {
        ExecutionSpec spec = valid(aRequest().cpu(request, limit)).spec();

        assertThat(spec.cpuRequest()).isEqualTo(expectedRequest);
        assertThat(spec.cpuLimit()).isEqualTo(expectedLimit);
    }

    @Test
    void findsAllFaultsTogether() {
        List<Fault> faults = faultsOf(
                aRequest("x".repeat(300))
                        .user(" ")
                        .queue("Not A Queue")
                        .priority("urgent")
                        .script("é".repeat(501))
                        .language("l".repeat(65))
                        .languageVersion("3\n12")
                        .image("busybox latest")
                        .noCommand()
                        .filename("../etc/passwd")
                        .timeoutSeconds(0)
                        .cpu("lots", "-1")
                        .memory("2Gi", "1Gi")
                        .metadata(new Metadata("e".repeat(257), "c\u0000", "\ud800", null)),
                10_001);

        assertThat(faults)
                .extracting(Fault::field)
                .containsExactlyInAnyOrder(
                        "request",
                        "executionId",
                        "userId",
                        "queue",
                        "priority",
                        "script",
                        "language",
                        "languageVersion",
                        "runtimeImage",
                        "runtimeCommand",
                        "runtimeFilename",
                        "timeoutSeconds",
                        "cpuRequest",
                        "cpuLimit",
                        "memoryRequest",
                        "metadata.eventId",
                        "metadata.correlationId",
                        "metadata.service");
    }

    @Test
    void findsAllThatIsMissing() {
        assertThat(faultsOf(aRequest(null).user(null).image(null).noCommand()))
                .extracting(Fault::field)
                .containsExactly("executionId", "userId", "runtimeImage", "runtimeCommand");
    }

    @Test
    void answersAnInvalidRequestWithAllItsFaultsAndNoState() {
        QueueDriver queue = new QueueDriver(rules());

        queue.submit(
                aRequest("x".repeat(300)).user("u\u0007").queue("No\nQueue").priority("urgent"));

        ExecutionRejected rejected = assertThatQueue(queue)
                .hasSentNothing()
                .hasRejected(RejectionReason.INVALID)
                .decision(ExecutionRejected.class);
        assertThat(rejected.faults())
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("executionId", "userId", "queue", "priority");
        assertThat(rejected.executionId()).hasSize(200);
        assertThat(rejected.queue()).isEqualTo("No?Queue");
        assertThat(rejected.decision().userId()).isEqualTo("u?");
        assertThat(queue.ledger().entries()).isEmpty();
    }

    @Test
    void quotesNoMoreOfAFaultThanIsSafeToWrite() {
        String hostile = "\ud800\u0000\n\u001b[31m" + "x".repeat(100_000);

        List<Fault> faults = faultsOf(aRequest(hostile)
                .user(hostile)
                .queue(hostile)
                .priority(hostile)
                .image(hostile)
                .filename(hostile)
                .cpu(hostile, hostile)
                .memory(hostile, hostile)
                .language(hostile));

        assertThat(faults).hasSize(11).allSatisfy(fault -> {
            assertThat(fault.message()).hasSizeLessThan(300);
            assertThat(fault.message().codePoints())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        });
    }

    @Test
    void answersARequestOfNothingButHostileTextInWritableForm() {
        QueueDriver queue = new QueueDriver(rules());

        queue.submit(aRequest("\ud800").user("\udc00").queue("\ud83d").script("\ud800"));

        ExecutionRejected rejected = assertThatQueue(queue).decision(ExecutionRejected.class);
        assertThat(rejected.executionId()).isEqualTo("?");
        assertThat(EventJson.write(rejected)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void takesIdsUpToTheirLongest(int length) {
        assertThat(faultsOf(aRequest("ü".repeat(length)).user("世".repeat(length))))
                .isEmpty();
    }

    @Test
    void keepsTheLongestIdsInItsStateAsTheyAre() {
        QueueDriver queue = new QueueDriver(rules().maxActive(0));
        String id = "世".repeat(200);

        queue.submit(aRequest(id).user(id).queue("q".repeat(63)));
        queue.restart();

        Live live = queue.line("q".repeat(63)).live(id);
        assertThat(live).isNotNull();
        assertThat(live.userId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0000", "\u007f", "\u0085", "\ud800", "\udc00a"})
    void refusesIdsThatAreEmptyOrNotPlain(String id) {
        assertThat(faultsOf(aRequest(id))).extracting(Fault::field).containsExactly("executionId");
        assertThat(faultsOf(aRequest().user(id))).extracting(Fault::field).containsExactly("userId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "team-a", "team.a_b", "a--b"})
    void takesNamesOfQueues(String queue) {
        assertThat(faultsOf(aRequest().queue(queue))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a-", ".", "..", "a/b", "a b", "a\n", "_a", "ä", "a:b", "a,b=c"})
    void refusesNamesThatNoLabelCouldHave(String queue) {
        assertThat(faultsOf(aRequest().queue(queue))).extracting(Fault::field).containsExactly("queue");
    }

    @Test
    void refusesTheNameOfAQueueThatIsTooLong() {
        assertThat(faultsOf(aRequest().queue("q".repeat(63)))).isEmpty();
        assertThat(faultsOf(aRequest().queue("q".repeat(64))))
                .extracting(Fault::field)
                .containsExactly("queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urgent", "high", "", "NORMAL ", "0"})
    void refusesPrioritiesThatThereAreNot(String priority) {
        assertThat(faultsOf(aRequest().priority(priority)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message())
                        .contains("'" + priority + "'", "CRITICAL", "HIGH", "NORMAL", "LOW", "BACKGROUND"));
    }

    @Test
    void measuresAScriptInBytesOfUtf8() {
        assertThat(faultsOf(aRequest().script("x".repeat(1000)))).isEmpty();
        assertThat(faultsOf(aRequest().script("é".repeat(500)))).isEmpty();
        assertThat(faultsOf(aRequest().script("😀".repeat(250)))).isEmpty();
        assertThat(faultsOf(aRequest().script("x".repeat(1001))))
                .containsExactly(new Fault("script", "1001 bytes of UTF-8; at most 1000 are allowed"));
        assertThat(faultsOf(aRequest().script("é".repeat(500) + "x"))).hasSize(1);
        assertThat(faultsOf(aRequest().script("😀".repeat(250) + "x"))).hasSize(1);
    }

    @Test
    void takesTwoHundredKilobytesOfControlCharactersAsAScriptIfTheRecordMayBeAsLarge() {
        String script = "\u0001".repeat(200_000);
        int bytes = 6 * 200_000 + 500;

        assertThat(RequestCheck.check(
                        aRequest().script(script).build(), bytes, new Rules.Requests(2_000_000, 200_000, 60)))
                .isInstanceOf(CheckedRequest.Valid.class);
        assertThat(RequestCheck.check(aRequest().script(script).build(), bytes, Rules.Requests.DEFAULTS))
                .isEqualTo(new CheckedRequest.Invalid(
                        List.of(new Fault("request", "1200500 bytes; at most 524288 are allowed"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ud83d\ud83d\ude00", "\ude00\ud83d"})
    void refusesAScriptThatCannotBeWritten(String script) {
        assertThat(faultsOf(aRequest().script(script))).extracting(Fault::field).containsExactly("script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "busybox",
                "python:3.12-slim",
                "registry.example.com:5000/team/image:v1.2_3",
                "image@sha256:0123456789abcdef"
            })
    void takesNamesOfImages(String image) {
        assertThat(faultsOf(aRequest().image(image))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "-a", "a\n", "a;b", "$(a)", "../a"})
    void refusesWhatIsNoNameOfAnImage(String image) {
        assertThat(faultsOf(aRequest().image(image))).extracting(Fault::field).containsExactly("runtimeImage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "main.py", ".hidden", "...", "a-b_c.d"})
    void takesPlainFileNames(String filename) {
        assertThat(faultsOf(aRequest().filename(filename))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a", "a\\b", "a b", "a\n", "..\n", "ä", "a\u0000"})
    void refusesFileNamesThatCouldLeadElsewhere(String filename) {
        assertThat(faultsOf(aRequest().filename(filename)))
                .extracting(Fault::field)
                .containsExactly("runtimeFilename");
    }

    @Test
    void takesArgumentsOfAnyPlainText() {
        assertThat(faultsOf(aRequest().command("sh", "-c", "", "line\nline", "$(rm -rf /)", "世")))
                .isEmpty();
    }

    @Test
    void refusesArgumentsThatNoProcessCanBeGiven() {
        assertThat(faultsOf(aRequest().command("sh", null))).hasSize(1);
        assertThat(faultsOf(aRequest().command("sh", "a\u0000b"))).hasSize(1);
        assertThat(faultsOf(aRequest().command("sh", "\ud800"))).hasSize(1);
        assertThat(faultsOf(aRequest().command())).hasSize(1);
        assertThat(faultsOf(aRequest().command("", "a"))).hasSize(1);
    }

    @Test
    void refusesTooManyArgumentsAndTooLongOnes() {
        assertThat(faultsOf(aRequest().command(Collections.nCopies(200, "a").toArray(new String[0]))))
                .isEmpty();
        assertThat(faultsOf(aRequest().command(Collections.nCopies(201, "a").toArray(new String[0]))))
                .hasSize(1);
        assertThat(faultsOf(aRequest().command("é".repeat(8192)))).isEmpty();
        assertThat(faultsOf(aRequest().command("é".repeat(8192) + "a"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7200})
    void takesTimeoutsInTheirRange(int seconds) {
        assertThat(valid(aRequest().timeoutSeconds(seconds)).spec().timeoutSeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 7201, Integer.MAX_VALUE})
    void refusesTimeoutsOutOfTheirRange(int seconds) {
        assertThat(faultsOf(aRequest().timeoutSeconds(seconds)))
                .containsExactly(new Fault("timeoutSeconds", seconds + "; 1 to 7200 are allowed"));
    }

    @Test
    void refusesToAskForMoreThanTheLimitHoweverBothAreWritten() {
        assertThat(faultsOf(aRequest().cpu("1001m", "1")))
                .extracting(Fault::field)
                .containsExactly("cpuRequest");
        assertThat(faultsOf(aRequest().memory("1Gi", "1G")))
                .extracting(Fault::field)
                .containsExactly("memoryRequest");
        assertThat(faultsOf(aRequest().cpu("1000m", "1").memory("1G", "1Gi"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0m", "-1", "1 Gi", "1gb", "many", "1e", "0x10", "١"})
    void refusesWhatIsNoAmount(String amount) {
        assertThat(faultsOf(aRequest().memory(null, amount)))
                .extracting(Fault::field)
                .containsExactly("memoryLimit");
    }

    @Test
    void measuresTheWholeRecord() {
        assertThat(faultsOf(aRequest(), 10_000)).isEmpty();
        assertThat(faultsOf(aRequest(), 10_001))
                .containsExactly(new Fault("request", "10001 bytes; at most 10000 are allowed"));
    }

    private static List<Fault> faultsOf(RequestBuilder request) {
        return faultsOf(request, 100);
    }

    private static List<Fault> faultsOf(RequestBuilder request, int bytes) {
        return RequestCheck.check(request.build(), bytes, RULES) instanceof CheckedRequest.Invalid invalid
                ? invalid.faults()
                : List.of();
    }

    private static CheckedRequest.Valid valid(RequestBuilder request) {
        CheckedRequest checked = RequestCheck.check(request.build(), 100, RULES);
        assertThat(checked).isInstanceOf(CheckedRequest.Valid.class);
        return (CheckedRequest.Valid) checked;
    }
}
