package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever comes and goes, each user has what a plain count says, and those who wait are found by number. */
class UsersTest {

    /** One who waits, of the user of this number. */
    private record One(String userId, int number) {}

    private final Users users = new Users();

    @Test
    void countsAsAMapDoes() {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Map<String, UserCount> counts = new HashMap<>();
            List<One> pending = new ArrayList<>();
            List<String> active = new ArrayList<>();
            for (int step = 0; step < 2_000; step++) {
                boolean grows = step / 250 % 2 == 0;
                boolean comes = random.nextInt(4) == 0 != grows;
                boolean waits = random.nextBoolean();
                String userId = "user" + random.nextInt(50);
                if (comes && waits) {
                    pending.add(new One(userId, users.addPending(userId)));
                    change(counts, userId, 1, 0);
                } else if (comes) {
                    users.addActive(userId);
                    active.add(userId);
                    change(counts, userId, 0, 1);
                } else if (waits && !pending.isEmpty()) {
                    One one = pending.remove(random.nextInt(pending.size()));
                    users.removePending(one.number());
                    change(counts, one.userId(), -1, 0);
                } else if (!waits && !active.isEmpty()) {
                    String one = active.remove(random.nextInt(active.size()));
                    users.removeActive(one);
                    change(counts, one, 0, -1);
                }
                check(counts, pending, userId, seed);
            }
            pending.forEach(one -> users.removePending(one.number()));
            active.forEach(users::removeActive);
            assertThat(users.names()).isEmpty();
        }
    }

    /** A number that was another user's tells nothing of that one. */
    @Test
    void givesTheNumberOfOneWhoLeftToTheNext() {
        int gone = users.addPending("gone");
        users.addPending("stays");
        users.addActive("gone");
        users.removePending(gone);
        assertThat(users.addPending("third"))
                .as("the first still has something")
                .isNotEqualTo(gone);
        users.removeActive("gone");

        assertThat(users.addPending("fourth")).isEqualTo(gone);
        assertThat(users.name(gone)).isEqualTo("fourth");
        assertThat(users.name("gone")).isNull();
    }

    @Test
    void sharesTheTextOfAName() {
        String first = new String("user");
        int number = users.addPending(first);
        users.addActive(new String("user"));

        assertThat(users.name("user")).isSameAs(first);
        assertThat(users.name(number)).isSameAs(first);
    }

    private static void change(Map<String, UserCount> counts, String userId, int pending, int active) {
        UserCount before = counts.getOrDefault(userId, UserCount.NONE);
        UserCount after = new UserCount(before.pending() + pending, before.active() + active);
        if (after.equals(UserCount.NONE)) {
            counts.remove(userId);
        } else {
            counts.put(userId, after);
        }
    }

    private void check(Map<String, UserCount> counts, List<One> pending, String userId, int seed) {
        UserCount count = counts.getOrDefault(userId, UserCount.NONE);
        assertThat(users.count(userId)).as("seed %d", seed).isEqualTo(count);
        assertThat(users.total(userId)).as("seed %d", seed).isEqualTo(count.pending() + count.active());
        assertThat(users.names().size()).as("seed %d", seed).isEqualTo(counts.size());
        if (!pending.isEmpty()) {
            One any = pending.get(pending.size() / 2);
            assertThat(users.name(any.number())).as("seed %d", seed).isEqualTo(any.userId());
        }
    }
}
