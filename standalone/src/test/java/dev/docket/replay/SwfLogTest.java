package dev.docket.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

final class SwfLogTest {

    private static final String JOB = " 57 25574 -1 10 4 -1 -1 8 -1 -1 -1 3 2 2 -1 -1 -1 -1\n";

    @Test
    void readsTheFieldsThatTheFormatNumbers() throws IOException {
        assertThat(read(JOB).jobs()).containsExactly(new SwfJob(57, 25574, 10, 4, 3, 2));
    }

    @Test
    void takesTheProcessorsAskedForWhereThoseGivenAreUnknown() throws IOException {
        assertThat(read("1 0 -1 10 -1 -1 -1 8 -1 -1 -1 3 2 2 -1 -1 -1 -1").jobs())
                .extracting(SwfJob::processors)
                .containsExactly(8);
    }

    @Test
    void skipsCommentsAndEmptyLinesWhereverTheyStand() throws IOException {
        SwfLog log = read("; Version: 2.2\n\n" + JOB + "   ; a note\n" + JOB + "\r\n");

        assertThat(log.jobs()).hasSize(2);
        assertThat(log.faulty()).isZero();
    }

    @Test
    void ordersJobsByTheirSubmission() throws IOException {
        SwfLog log =
                read("2 9 -1 1 1 -1 -1 1 -1 -1 -1 3 2 2 -1 -1 -1 -1\n1 5 -1 1 1 -1 -1 1 -1 -1 -1 3 2 2 -1 -1 -1 -1");

        assertThat(log.jobs()).extracting(SwfJob::number).containsExactly(1L, 2L);
    }

    @Test
    void saysWhichLineIsWrongAndWhy() throws IOException {
        SwfLog log = read(JOB
                + "1 2 3\n"
                + "x 0 -1 10 4 -1 -1 8 -1 -1 -1 3 2 2 -1 -1 -1 -1\n"
                + "1 -5 -1 10 4 -1 -1 8 -1 -1 -1 3 2 2 -1 -1 -1 -1\n"
                + "1 0 -1 NaN 4 -1 -1 8 -1 -1 -1 3 2 2 -1 -1 -1 -1\n"
                + "1 0 -1 10 4 -1 -1 8 -1 -1 -1 99999999999 2 2 -1 -1 -1 -1\n");

        assertThat(log.faults())
                .extracting(LineFault::toString)
                .containsExactly(
                        "line 2: a job has 18 fields, this line has 3",
                        "line 3: field 1 is not a whole number",
                        "line 4: field 2 (submit time) is negative",
                        "line 5: field 4 is neither 0 or more nor -1",
                        "line 6: field 12 is out of range");
    }

    @Test
    void keepsTheFirstFaultsAndCountsAll() throws IOException {
        SwfLog log = read("nonsense\n".repeat(100));

        assertThat(log.faults()).hasSize(20);
        assertThat(log.faulty()).isEqualTo(100);
    }

    private static SwfLog read(String text) throws IOException {
        return SwfLog.read(new BufferedReader(new StringReader(text)));
    }
}
