package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.Event;
import dev.docket.event.Report;
import dev.docket.event.Tick;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which events each topic carries; a name that is once here stays. */
class EventFamilyTest {

    @Test
    void requestsAreTheseInTheOrderOfTheirNames() {
        assertThat(EventFamily.REQUESTS.types().keySet()).containsExactly("CancelRequested", "ExecutionRequested");
    }

    @Test
    void reportsAreTheseInTheOrderOfTheirNames() {
        assertThat(EventFamily.REPORTS.types().keySet())
                .containsExactly(
                        "ExecutionCancelled",
                        "ExecutionCompleted",
                        "ExecutionDelayed",
                        "ExecutionFailed",
                        "ExecutionStarted",
                        "ExecutionTimedOut",
                        "Tick");
    }

    @Test
    void settingsAreOfOneKind() {
        assertThat(EventFamily.SETTINGS.types().keySet()).containsExactly("QueueSettings");
    }

    @Test
    void commandsAreTheseInTheOrderOfTheirNames() {
        assertThat(EventFamily.COMMANDS.types().keySet()).containsExactly("CreatePodCommand", "DeletePodCommand");
    }

    @Test
    void decisionsAreTheseInTheOrderOfTheirNames() {
        assertThat(EventFamily.DECISIONS.types().keySet())
                .containsExactly(
                        "CancelNoted",
                        "ExecutionAccepted",
                        "ExecutionCancelled",
                        "ExecutionCompleted",
                        "ExecutionDelayed",
                        "ExecutionExpired",
                        "ExecutionFailed",
                        "ExecutionRejected",
                        "ExecutionRepeated",
                        "ExecutionScheduled",
                        "ExecutionStarted",
                        "ExecutionTimedOut",
                        "QueueSettingsApplied",
                        "QueueSettingsRejected",
                        "ReportRefused");
    }

    @Test
    void everyEventBelongsToATopic() {
        assertThat(leaves(Event.class)).isEqualTo(GoldenFiles.types());
    }

    @Test
    void theNameOfAnEventIsItsWireName() {
        assertThat(EventFamily.REPORTS.types()).containsEntry(new Tick(0).type(), Tick.class);
        assertThat(EventFamily.REPORTS.root()).isEqualTo(Report.class);
        SampleEvents.ALL.forEach((name, event) -> assertThat(event.type()).isEqualTo(GoldenFiles.type(name)));
    }

    private static Set<String> leaves(Class<?> type) {
        Set<String> names = new HashSet<>();
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                names.addAll(leaves(permitted));
            }
        } else {
            names.add(type.getSimpleName());
        }
        return names;
    }
}
