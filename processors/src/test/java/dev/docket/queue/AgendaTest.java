package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever comes and goes, what is first is what a sorted set says. */
class AgendaTest {

    private final Agenda agenda = new Agenda();
    private final TreeSet<Due> sorted = new TreeSet<>();

    @Test
    void saysWhatASortedSetSays() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 2000; step++) {
                Due due = any(random);
                if (random.nextInt(3) == 0) {
                    agenda.remove(due);
                    sorted.remove(due);
                } else {
                    agenda.add(due);
                    sorted.add(due);
                }
                if (random.nextInt(10) == 0) {
                    assertThat(agenda.first()).isEqualTo(sorted.isEmpty() ? null : sorted.first());
                }
            }
            while (!sorted.isEmpty()) {
                assertThat(agenda.first()).isEqualTo(sorted.isEmpty() ? null : sorted.first());
                agenda.remove(sorted.pollFirst());
            }
            assertThat(agenda.first()).isNull();
        }
    }

    @Test
    void isEmptyWhenItIsCleared() {
        agenda.add(any(new Random(1)));
        agenda.clear();

        assertThat(agenda.first()).isNull();
    }

    /** Over some five heaps, often at the same moment. */
    private static Due any(Random random) {
        Entry.Kind kind = Entry.Kind.values()[random.nextInt(2)];
        return new Due(random.nextInt(50) * 100L - 500, kind, "queue" + random.nextInt(2), "id" + random.nextInt(5));
    }
}
