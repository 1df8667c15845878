package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.audit.Audit;
import dev.docket.audit.AuditFigures;
import dev.docket.audit.Limits;
import dev.docket.audit.Violation;
import dev.docket.audit.WaitFigures;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.RejectionReason;
import dev.docket.serde.EventJson;
import dev.docket.serde.Topics;
import dev.docket.standalone.Demo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoSummaryTest {

    private static final AuditFigures FIGURES = new AuditFigures(
            new AuditFigures.Answers(10, 8, Map.of(RejectionReason.USER_LIMIT, 2L), 0, 0, 0, 0),
            Map.of(Outcome.COMPLETED, 8L),
            0,
            Map.of(Violation.ORDER, 1L, Violation.COUNT, 3L),
            List.of("ORDER: somebody was first"),
            new AuditFigures.Now(Map.of(), 0),
            new AuditFigures.Load(8, 8, 4, 7, 0.98765),
            Map.of(Priority.HIGH, new WaitFigures(8, 0.1, 0.2, 0.3)));

    private static final DemoSummary SUMMARY =
            DemoSummary.of(new Demo.Result(FIGURES, Duration.ofMillis(81_234)), Duration.ofSeconds(90));

    @Test
    void theObjectHasTheFieldsThatScriptsReadAndAFewMore() {
        JsonNode json = EventJson.values().valueToTree(SUMMARY);

        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "submitted",
                        "accepted",
                        "rejected",
                        "outcomes",
                        "unaccounted",
                        "orderViolations",
                        "slotViolations",
                        "userLimitViolations",
                        "duplicateCommands",
                        "duplicatePods",
                        "highestActive",
                        "highestDepth",
                        "elapsedSeconds");
        assertThat(json.at("/rejected/USER_LIMIT").asLong()).isEqualTo(2);
        assertThat(json.at("/outcomes/COMPLETED").asLong()).isEqualTo(8);
        assertThat(json.at("/orderViolations").asLong()).isEqualTo(1);
        assertThat(json.at("/slotViolations").asLong()).isZero();
        assertThat(json.at("/otherViolations/COUNT").asLong()).isEqualTo(3);
        assertThat(json.at("/utilisation").asDouble()).isEqualTo(0.9877);
        assertThat(json.at("/elapsedSeconds").asDouble()).isEqualTo(90);
    }

    @Test
    void theTextNamesWhatIsWrong() {
        StringWriter text = new StringWriter();
        SUMMARY.print(new PrintWriter(text, true));

        assertThat(text.toString())
                .contains("10 requests in 81.2 s: 8 accepted, 2 rejected {USER_LIMIT=2}")
                .contains("ORDER: somebody was first")
                .containsPattern("slots +none")
                .containsPattern("order +1");
    }

    @Test
    void anEmptyAuditMakesASummaryToo() {
        AuditFigures nothing = new Audit(new Topics("docket"), new Limits(1, 1), true).verdict();

        assertThat(DemoSummary.of(new Demo.Result(nothing, Duration.ZERO), Duration.ZERO)
                        .utilisation())
                .isZero();
    }
}
