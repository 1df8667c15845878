package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatusTextTest {

    @Test
    void onePendingTellsItsPlaceWhenItStartsAndWhyNotYet() {
        assertThat(text(Contract.PENDING).lines())
                .containsExactly(
                        "a is 3rd in line of 7 (2 ahead)",
                        "  starts     in about 40 s (9 in 10 within 2 min)",
                        "  because    all 10 slots of the queue are taken",
                        "             2 executions are ahead: 2 CRITICAL",
                        "  accepted   2026-11-25T02:00:00Z (2 min ago)",
                        "  queue      default",
                        "  user       ada",
                        "  priority   high");
    }

    @Test
    void whatIsFirstIsNext() {
        assertThat(text(Contract.PENDING.replace("\"position\":2", "\"position\":0"))
                        .lines())
                .startsWith("a is next in line of 7");
    }

    @Test
    void anActiveOneTellsWhetherItRunsAndUntilWhen() {
        assertThat(text(Contract.STARTING).lines())
                .startsWith("a holds a slot for 10 s, its container has not started")
                .contains("  starts by  2026-11-25T02:11:50Z (in 10 min), or its slot is taken back");
        assertThat(text(Contract.RUNNING).lines())
                .startsWith("a runs as attempt 2 for 10 s")
                .contains(
                        "  started    2026-11-25T02:01:55Z (5 s ago)",
                        "  ends by    2026-11-25T03:02:00Z (in 60 min), or its slot is taken back",
                        "  cancel     is on its way");
    }

    @Test
    void aFinishedOneTellsHowItEnded() {
        assertThat(text(Contract.FINISHED).lines()).containsExactly("a timed out, 3 s ago", "  queue      default");
        assertThat(text(Contract.FINISHED.replace("TIMED_OUT", "CANCELLED")).line())
                .isEqualTo("a was cancelled");
    }

    @Test
    void whatAStandbySaysIsMarked() {
        String stale = "\"cancelRequested\":false,\"stale\":{\"records\":3,\"asOf\":\"2026-11-25T02:01:58Z\","
                + "\"ageSeconds\":2.4}";
        StatusText text = text(Contract.PENDING.replace("\"cancelRequested\":false", stale));

        assertThat(text.lines())
                .endsWith("  stale      from a standby, may be 3 records behind, its latest change 2 s ago");
        assertThat(text.why())
                .endsWith("  stale      from a standby, may be 3 records behind, its latest change 2 s ago");
        assertThat(text.line()).endsWith(" (from a standby, may be 3 records behind, its latest change 2 s ago)");
    }

    @Test
    void aStandbyThatDoesNotKnowHowFarItIsBehindSaysSo() {
        assertThat(new Staleness(null, null, null).told()).isEqualTo("from a standby, behind by nobody knows how much");
        assertThat(new Staleness(0L, null, 3_700.0).told())
                .isEqualTo("from a standby that had read everything, its latest change 62 min ago");
    }

    @Test
    void inOneLineItSaysWhatHasChanged() {
        assertThat(text(Contract.PENDING).line())
                .isEqualTo("a is 3rd in line of 7 (2 ahead), starts in about 40 s (9 in 10 within 2 min);"
                        + " all 10 slots of the queue are taken");
        assertThat(text(Contract.RUNNING).line()).isEqualTo("a runs as attempt 2, being cancelled");
        assertThat(text(Contract.FINISHED).line()).isEqualTo("a timed out");
    }

    @Test
    void whyHasOneLineForEachReason() {
        assertThat(text(Contract.PENDING).why())
                .containsExactly(
                        "a has not started: it is 3rd in line of 7 (2 ahead)",
                        "  because    all 10 slots of the queue are taken (SLOTS_TAKEN)",
                        "             2 executions are ahead: 2 CRITICAL (AHEAD)",
                        "  starts     in about 40 s (9 in 10 within 2 min)");
    }

    @Test
    void whyTellsAStartingOneFromARunningOneAndAnEndedOne() {
        assertThat(text(Contract.STARTING).why())
                .startsWith("a has not started: it holds a slot, its container has not started")
                .contains("  because    its Pod is being made, placed on a node, and given its image");
        assertThat(text(Contract.RUNNING).why()).startsWith("a has started: it runs as attempt 2");
        assertThat(text(Contract.FINISHED).why())
                .containsExactly("a waits for nothing: it timed out", "  ended      2026-11-25T02:01:57Z (3 s ago)");
    }

    @Test
    void whatLaterVersionsAddIsNotInTheWay() {
        String later = Contract.PENDING
                .replace("\"PENDING\"", "\"ON_HOLD\"")
                .replace("\"SLOTS_TAKEN\"", "\"FAIR_SHARE\"")
                .replace("\"HIGH\"", "\"URGENT\",\"more\":[1]");

        assertThat(text(later).lines()).startsWith("a is on hold for 2 min").contains("  priority   urgent");
    }

    private static StatusText text(String json) {
        return new StatusText(Contract.read(json, StatusAnswer.class), Contract.NOW);
    }
}
