package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever comes and goes, what is first is what a sorted set says. */
class AgendaTest {

    private final Agenda<Due> agenda = new Agenda<>(due -> due);
    private final TreeSet<Due> sorted = new TreeSet<>(Due::compare);

    @Test
    void saysWhatASortedSetSays() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Due> all = all();
            for (int step = 0; step < 2000; step++) {
                Due due = all.get(random.nextInt(all.size()));
                if (random.nextInt(3) == 0) {
                    agenda.remove(due.dueAt(), due);
                    sorted.remove(due);
                } else {
                    agenda.add(due.dueAt(), due);
                    sorted.add(due);
                }
                if (random.nextInt(10) == 0) {
                    long by = random.nextInt(-600, 4600);
                    Due first = sorted.isEmpty() ? null : sorted.first();
                    assertThat(agenda.first(by)).isSameAs(first == null || first.dueAt() > by ? null : first);
                }
            }
            while (!sorted.isEmpty()) {
                assertThat(agenda.first(Long.MAX_VALUE)).isSameAs(sorted.first());
                Due gone = sorted.pollFirst();
                agenda.remove(gone.dueAt(), gone);
            }
            assertThat(agenda.first(Long.MAX_VALUE)).isNull();
        }
    }

    /** What is put in need not be what is told of it: of that a new one is made each time. */
    @Test
    void saysWhatASortedSetSaysOfWhatIsKeptInAnotherForm() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Due> all = all();
            Agenda<int[]> numbers = new Agenda<>(number -> copy(all.get(number[0])));
            List<int[]> kept = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                kept.add(new int[] {i});
            }
            TreeSet<Due> expected = new TreeSet<>(Due::compare);
            for (int step = 0; step < 2000; step++) {
                int number = random.nextInt(all.size());
                if (random.nextInt(3) == 0) {
                    numbers.remove(all.get(number).dueAt(), kept.get(number));
                    expected.remove(all.get(number));
                } else {
                    numbers.add(all.get(number).dueAt(), kept.get(number));
                    expected.add(all.get(number));
                }
                if (random.nextInt(10) == 0) {
                    long by = random.nextInt(-600, 4600);
                    Due first = expected.isEmpty() ? null : expected.first();
                    assertThat(numbers.first(by))
                            .as("seed %d", seed)
                            .isEqualTo(first == null || first.dueAt() > by ? null : first);
                }
            }
        }
    }

    @Test
    void isEmptyWhenItIsCleared() {
        agenda.add(1, new Marker("queue", "id", 1));
        agenda.clear();

        assertThat(agenda.first(Long.MAX_VALUE)).isNull();
    }

    @Test
    void whatIsDueAtAMomentIsDueByIt() {
        Due due = new Marker("queue", "id", 2048);
        agenda.add(due.dueAt(), due);

        assertThat(agenda.first(2047)).isNull();
        assertThat(agenda.first(2048)).isSameAs(due);
    }

    private static Due copy(Due due) {
        return due instanceof Marker marker
                ? new Marker(marker.queue(), marker.id(), marker.dueAt())
                : new EarlyCancel(due.queue(), due.id(), "", due.dueAt());
    }

    /** Over some five heaps, many at the same moment. */
    private static List<Due> all() {
        List<Due> all = new ArrayList<>();
        for (long dueAt = -500; dueAt < 4500; dueAt += 100) {
            for (int i = 0; i < 10; i++) {
                String queue = "queue" + i % 2;
                all.add(new Marker(queue, "id" + i, dueAt));
                all.add(new EarlyCancel(queue, "id" + i, "", dueAt));
            }
        }
        return all;
    }
}
