package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class QueueTextTest {

    private static final QueueAnswer BUSY = Contract.read(Contract.QUEUE, QueueAnswer.class);
    private static final QueueAnswer IDLE = Contract.read(Contract.IDLE, QueueAnswer.class);
    private static final LineAnswer LINE = Contract.read(Contract.LINE, LineAnswer.class);

    private final QueueText text = new QueueText(Contract.NOW, Table.WIDEST);

    @Test
    void theTableHasAQueueALine() {
        assertThat(text.table(List.of(BUSY, IDLE)))
                .containsExactly(
                        "QUEUE    WAITING  ACTIVE/SLOTS  PAUSED  OLDEST WAIT  HOLD-UP",
                        "default       12         10/10  -             2 min  all 10 slots of the queue are taken",
                        "idle           0          0/10  paused            -  the queue is paused (from a standby, may"
                                + " be 1 record behind, its latest change 2 s ago)");
    }

    @Test
    void theOverviewHasTheLimitsAndTheLineByPriority() {
        assertThat(text.overview(BUSY))
                .containsExactly(
                        "default: 12 waiting, 10/10 active, 2 of them starting",
                        "  held up    all 10 slots of the queue are taken",
                        "  oldest     has waited for 2 min",
                        "  arrivals   a normal one would start in about 40 s (9 in 10 within 2 min)",
                        "  limits     10 slots, 100 executions per user, 10,000 waiting or 1.0 GiB of them",
                        "  holds      5 users, 7.0 KiB of waiting requests, 100 remembered that have ended",
                        "  partition  3",
                        "",
                        "  critical            0",
                        "  high                2  " + "█".repeat(6),
                        "  normal             10  " + "█".repeat(30),
                        "  low                 0",
                        "  background          0");
    }

    @Test
    void theHeadOfTheLineHasItsEstimates() {
        assertThat(text.line(LINE))
                .containsExactly(
                        "AHEAD  EXECUTION  USER  PRIORITY  WAITED  STARTS IN  9 IN 10",
                        "    0  first      ada   high       2 min      < 1 s      3 s",
                        "    1  second     bob   normal      30 s          -        -");
    }

    @Test
    void aUsersShareIsOneLine() {
        var user = new QueueAnswer.User("default", "ada", 3, 1, 100, null);

        assertThat(text.user(user)).isEqualTo("ada: 3 waiting and 1 active, of 100 at most");
    }

    @Test
    void oneEndlessNameDoesNotPushTheColumnsAway() {
        Table table = new Table(8, "NAME", ">N", "LAST");
        table.row("x".repeat(1_000), "1", "as long as it likes");
        table.row("a\nb\u001b[2J", "22", "");

        assertThat(table.lines())
                .containsExactly("NAME       N  LAST", "xxxxxxx…   1  as long as it likes", "a\ufffdb\ufffd[2J   22");
    }

    @Test
    void instancesShowWhatTheyHold() {
        assertThat(InstancesCommand.table(Contract.read(Contract.INSTANCES, InstancesAnswer.class)))
                .containsExactly(
                        "INSTANCE                  STATE        QUEUES  PARTITIONS  STANDBY FOR (RECORDS BEHIND)",
                        "10.0.0.1:8080 (answered)  running           1  0 2         1 3 (17) 5 (?)",
                        "10.0.0.2:8080             unreachable       -  1           -");
    }
}
