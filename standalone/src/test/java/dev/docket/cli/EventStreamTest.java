package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EventStreamTest {

    private static final Resource EVENTS = Resource.executionEvents("default", "a");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String FIRST = FakeCoordinator.event("status", "{\"n\":1}");
    private static final String SECOND = FakeCoordinator.event("status", "{\"n\":2}");
    private static final String END = FakeCoordinator.event("end", "{}");

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final FakeCoordinator other = new FakeCoordinator();

    @AfterEach
    void stop() {
        coordinator.close();
        other.close();
    }

    @Test
    void tellsEachChangeUntilTheEnd() throws InterruptedException {
        coordinator.breaking(EVENTS.path(), ": hello\n\n", FIRST, SECOND, END);

        assertThat(told(LONG, LONG, coordinator.url())).containsExactly("1", "2", "end");
    }

    @Test
    void aStreamThatBreaksGoesOnWithTheNextInstance() throws InterruptedException {
        coordinator.breaking(EVENTS.path(), FIRST);
        other.breaking(EVENTS.path(), SECOND, END);

        assertThat(told(LONG, LONG, coordinator.url(), other.url())).containsExactly("1", "lost", "2", "end");
    }

    @Test
    void anInstanceThatIsDownIsPassedOver() throws InterruptedException {
        other.breaking(EVENTS.path(), FIRST, END);

        assertThat(told(LONG, LONG, FakeCoordinator.down(), other.url())).containsExactly("1", "end");
    }

    @Test
    void aStreamThatFallsSilentIsOpenedAgain() throws InterruptedException {
        coordinator.silent(EVENTS.path(), FIRST);
        other.breaking(EVENTS.path(), SECOND, END);

        assertThat(told(SHORT, LONG, coordinator.url(), other.url())).containsExactly("1", "lost", "2", "end");
    }

    @Test
    void whatAnInstanceDoesNotKnowYetAfterABreakIsAskedForAgain() throws InterruptedException {
        coordinator.breaking(EVENTS.path(), FIRST).breaking(EVENTS.path(), SECOND, END);

        assertThat(told(LONG, LONG, coordinator.url(), other.url()))
                .as("the other one answers 404 in between")
                .containsExactly("1", "lost", "2", "end");
        assertThat(other.asked()).hasSize(1);
    }

    @Test
    void failsAtOnceWhenNobodyCanBeReachedToBeginWith() throws InterruptedException {
        assertThat(told(LONG, LONG, FakeCoordinator.down(), FakeCoordinator.down()))
                .containsExactly("failed " + Exit.UNREACHABLE);
    }

    @Test
    void failsAtOnceWhenThereIsNoSuchThing() throws InterruptedException {
        assertThat(told(LONG, LONG, coordinator.url(), other.url())).containsExactly("failed " + Exit.NOT_FOUND);
        assertThat(other.asked()).isEmpty();
    }

    @Test
    void givesUpWhenNobodyComesBack() throws InterruptedException {
        coordinator.breaking(EVENTS.path(), FIRST).on(EVENTS.path(), 503, "{}");

        assertThat(told(LONG, SHORT, coordinator.url())).containsExactly("1", "lost", "failed " + Exit.UNREACHABLE);
    }

    private static List<String> told(Duration silence, Duration away, String... urls) throws InterruptedException {
        Patience patience = new Patience(LONG, LONG, silence, away);
        CoordinatorClient client =
                new CoordinatorClient(Stream.of(urls).map(URI::create).toList(), patience);
        List<String> told = new ArrayList<>();
        try (EventStream stream = client.follow(EVENTS)) {
            while (true) {
                EventStream.News news = stream.next(Duration.ofMillis(100));
                if (news instanceof EventStream.Changed changed) {
                    told.add(changed.now().path("n").asText());
                } else if (news instanceof EventStream.Lost) {
                    told.add("lost");
                } else if (news instanceof EventStream.Failed failed) {
                    told.add("failed " + failed.failure().exitCode());
                    return told;
                } else if (news instanceof EventStream.Ended) {
                    told.add("end");
                    return told;
                }
            }
        }
    }
}
