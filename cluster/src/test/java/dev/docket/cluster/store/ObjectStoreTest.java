package dev.docket.cluster.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ObjectStoreTest {
    @TempDir
    Path directory;

    private static ObjectNode tree(String value) {
        ObjectNode tree = Json.object();
        tree.putObject("metadata").put("uid", "u-" + value);
        return tree.put("value", value);
    }

    private static @Nullable Revision create(ObjectStore store, String name, String value) {
        return store.create(Key.pod("ns", name), tree(value), () -> {});
    }

    private static void set(ObjectStore store, String name, String value) {
        var unused = store.edit(Key.pod("ns", name), (current, tree) -> {
            tree.put("value", value);
            return true;
        });
    }

    private static ObjectStore.@Nullable Edited delete(ObjectStore store, String name) {
        return store.edit(Key.pod("ns", name), (current, tree) -> {
            Json.child(tree, "metadata").put("deletionTimestamp", "now").put("deletionGracePeriodSeconds", 0);
            return true;
        });
    }

    private static Map<String, String> values(ObjectStore store) {
        Map<String, String> values = new HashMap<>();
        store.list("pods", null)
                .objects()
                .forEach(each ->
                        values.put(each.key().name(), each.tree().path("value").asText()));
        return values;
    }

    @Test
    void comesBackAsItWasAfterAnySequenceOfWrites() throws IOException {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Path place = Files.createDirectory(directory.resolve("s" + seed));
            Map<String, String> model = new HashMap<>();
            long revision = 0;
            for (int restart = 0; restart < 4; restart++) {
                try (ObjectStore store = ObjectStore.open(place)) {
                    assertThat(values(store)).as("seed %d", seed).isEqualTo(model);
                    assertThat(store.revision()).as("seed %d", seed).isGreaterThanOrEqualTo(revision);
                    for (int i = 0; i < 100; i++) {
                        String name = "p" + random.nextInt(8);
                        String value = "v\n" + random.nextInt();
                        switch (random.nextInt(3)) {
                            case 0 -> {
                                if (create(store, name, value) != null) {
                                    assertThat(model.put(name, value)).isNull();
                                }
                            }
                            case 1 -> {
                                set(store, name, value);
                                model.computeIfPresent(name, (same, old) -> value);
                            }
                            default -> {
                                delete(store, name);
                                model.remove(name);
                            }
                        }
                    }
                    revision = store.revision();
                }
            }
        }
    }

    @Test
    void cutsATornLastLineOffAndGoesOn() throws IOException {
        try (ObjectStore store = ObjectStore.open(directory)) {
            create(store, "a", "1");
        }
        Path journal = directory.resolve("objects.journal");
        Files.write(journal, "put pods/ns/b {\"meta".getBytes(UTF_8), StandardOpenOption.APPEND);
        try (ObjectStore store = ObjectStore.open(directory)) {
            assertThat(values(store)).containsOnlyKeys("a");
            create(store, "c", "3");
        }
        try (ObjectStore store = ObjectStore.open(directory)) {
            assertThat(values(store)).containsOnlyKeys("a", "c");
        }
    }

    @Test
    void compactsToTheLivingAndForgetsNoRevision() throws IOException {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file, 1000)) {
            assertThat(journal.read().objects()).isEmpty();
            byte[] json = Json.bytes(tree("x"));
            for (int i = 0; i < 200; i++) {
                journal.put(Key.pod("ns", "a"), json);
            }
            assertThat(journal.wantsCompaction(json.length)).isTrue();
            journal.compact(List.of(new Revision(Key.pod("ns", "a"), tree("x"), json)), 77);
            assertThat(journal.wantsCompaction(json.length)).isFalse();
            journal.put(Key.pod("ns", "b"), json);
        }
        assertThat(Files.size(file)).isLessThan(500);
        try (Journal journal = Journal.open(file, 1000)) {
            Journal.Contents contents = journal.read();
            assertThat(contents.objects()).containsOnlyKeys(Key.pod("ns", "a"), Key.pod("ns", "b"));
            assertThat(contents.revision()).isEqualTo(77);
        }
    }

    @Test
    void letsAnObjectGoWhenItsLastHoldIsGone() throws IOException {
        try (ObjectStore store = ObjectStore.open(directory)) {
            List<Change> changes = new ArrayList<>();
            ObjectNode held = tree("1");
            Json.child(held, "metadata").putArray("finalizers").add("x/y");
            store.create(Key.pod("ns", "a"), held, () -> {});
            store.listen(changes::add);

            assertThat(Objects.requireNonNull(delete(store, "a")).removed()).isFalse();
            var freed = Objects.requireNonNull(store.edit(Key.pod("ns", "a"), (current, tree) -> {
                Json.child(tree, "metadata").remove("finalizers");
                return true;
            }));

            assertThat(freed.removed()).isTrue();
            assertThat(store.get(Key.pod("ns", "a"))).isNull();
            assertThat(changes).extracting(Change::removed).containsExactly(false, true);
            assertThat(changes.get(1).number()).isEqualTo(changes.get(0).number() + 1);
        }
    }

    @Test
    void leavesAnUnchangedObjectInItsVersion() throws IOException {
        try (ObjectStore store = ObjectStore.open(directory)) {
            Revision first = Objects.requireNonNull(create(store, "a", "1"));
            set(store, "a", "1");
            assertThat(Objects.requireNonNull(store.get(Key.pod("ns", "a"))).number())
                    .isEqualTo(first.number());
        }
    }

    @Test
    void listsOneResourceOfOneNamespaceInTheOrderOfNames() throws IOException {
        try (ObjectStore store = ObjectStore.open(directory)) {
            for (String name : List.of("b", "a", "c")) {
                create(store, name, name);
            }
            store.create(Key.pod("ns2", "d"), tree("d"), () -> {});
            store.create(new Key("podsx", "ns", "e"), tree("e"), () -> {});
            assertThat(store.list("pods", "ns").objects())
                    .extracting(each -> each.key().name())
                    .containsExactly("a", "b", "c");
            assertThat(store.list("pods", null).objects()).hasSize(4);
        }
    }

    @Test
    void followsFromAnyRevisionThatIsStillHeld() throws IOException {
        try (ObjectStore store = ObjectStore.open(directory)) {
            WatchHub hub = new WatchHub(store, 3, 1 << 20);
            create(store, "a", "0");
            for (int i = 1; i <= 5; i++) {
                set(store, "a", Integer.toString(i));
            }
            long now = store.revision();
            assertThat(offered(hub, now)).isEmpty();
            assertThat(offered(hub, now - 3)).containsExactly(now - 2, now - 1, now);
            assertThat(hub.follow(now - 4, follower(new ArrayList<>()))).isFalse();
            hub.forget();
            assertThat(hub.follow(now - 1, follower(new ArrayList<>()))).isFalse();
            assertThat(hub.follow(now, follower(new ArrayList<>()))).isTrue();
        }
    }

    private static List<Long> offered(WatchHub hub, long after) {
        List<Long> seen = new ArrayList<>();
        WatchHub.Follower follower = follower(seen);
        assertThat(hub.follow(after, follower)).isTrue();
        hub.leave(follower);
        return seen;
    }

    private static WatchHub.Follower follower(List<Long> seen) {
        return new WatchHub.Follower() {
            @Override
            public void offer(Change change) {
                seen.add(change.number());
            }

            @Override
            public void cut() {
                seen.add(-1L);
            }
        };
    }
}
