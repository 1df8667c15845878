package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class CoordinatorClientTest {

    private static final Resource RESOURCE = Resource.execution("default", "a");

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final FakeCoordinator other = new FakeCoordinator();

    @AfterEach
    void stop() {
        coordinator.close();
        other.close();
    }

    @Test
    void namesArriveAsTheyAreWhateverStandsInThem() {
        catchThrowableOfType(
                CommandFailed.class,
                () -> client(coordinator.url()).get(Resource.execution("a/b c", "x?y%z+ü#\u001b")));

        assertThat(coordinator.asked()).containsExactly("/v1/queues/a%2Fb%20c/executions/x%3Fy%25z%2B%C3%BC%23%1B");
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "500, 1", "429, 1", "502, 3", "503, 3", "504, 3"})
    void aProblemGivesItsDetailAndItsExitCode(int status, int exitCode) {
        coordinator.on(RESOURCE.path(), status, "{\"title\":\"No\",\"detail\":\"not now\u009b2J\"}");

        CommandFailed failure = failure(client(coordinator.url()));

        assertThat(failure.exitCode()).isEqualTo(exitCode);
        assertThat(failure).hasMessage("the coordinator answered " + status + ": not now\ufffd2J");
    }

    @Test
    void whatIsNotThereIsNamed() {
        CommandFailed failure = failure(client(coordinator.url()));

        assertThat(failure.exitCode()).isEqualTo(Exit.NOT_FOUND);
        assertThat(failure).hasMessage("there is no execution a in the queue default");
    }

    @Test
    void theNextIsAskedWhenOneCannotBeReachedAndFromThenOn() {
        other.on(RESOURCE.path(), Contract.PENDING);
        CoordinatorClient client = client(FakeCoordinator.down(), other.url());

        client.get(RESOURCE);
        client.get(RESOURCE);

        assertThat(other.asked()).hasSize(2);
        assertThat(client.instance()).hasToString(other.url());
    }

    @Test
    void theNextIsAskedWhenOneDoesNotServe() {
        coordinator.on(RESOURCE.path(), 503, "{\"title\":\"Unavailable\"}");
        other.on(RESOURCE.path(), Contract.PENDING);

        assertThat(client(coordinator.url(), other.url())
                        .get(RESOURCE, StatusAnswer.class)
                        .executionId())
                .isEqualTo("a");
    }

    @Test
    void nobodyElseIsAskedAboutWhatIsNotThere() {
        failure(client(coordinator.url(), other.url()));

        assertThat(other.asked()).isEmpty();
    }

    @Test
    void whenNobodyCanBeReachedAllAreNamed() {
        String one = FakeCoordinator.down();
        String two = FakeCoordinator.down();

        CommandFailed failure = failure(client(one, two));

        assertThat(failure.exitCode()).isEqualTo(Exit.UNREACHABLE);
        assertThat(failure).hasMessageContainingAll(one, two);
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() {
        coordinator.silent(RESOURCE.path(), "{");

        assertThat(failure(client(coordinator.url())).exitCode()).isEqualTo(Exit.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"<html>", "[]", "'\"text\"'"})
    void whatIsNoCoordinatorIsCalledThat(String body) {
        coordinator.on(RESOURCE.path(), body);

        assertThat(failure(client(coordinator.url())))
                .hasMessageContaining("is no coordinator")
                .extracting(CommandFailed::exitCode)
                .isEqualTo(Exit.FAILED);
    }

    private static CommandFailed failure(CoordinatorClient client) {
        return catchThrowableOfType(CommandFailed.class, () -> client.get(RESOURCE));
    }

    private static CoordinatorClient client(String... urls) {
        Duration soon = Duration.ofMillis(500);
        return new CoordinatorClient(Stream.of(urls).map(URI::create).toList(), new Patience(soon, soon, soon, soon));
    }
}
