package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules under which the queue could not keep its promises do not exist. */
final class RulesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ZERO = Duration.ZERO;
    private static final Duration PAST = Duration.ofMillis(-1);

    static Stream<Arguments> nonsense() {
        return Stream.of(
                of("maxActive", () -> new QueueLimits(-1, 1, 1, 1, false)),
                of("maxPerUser", () -> new QueueLimits(0, 0, 1, 1, false)),
                of("maxPending", () -> new QueueLimits(0, 1, 0, 1, false)),
                of("maxPendingBytes", () -> new QueueLimits(0, 1, 1, 0, false)),
                of("maxRequestBytes", () -> new Rules.Requests(0, 1, 1)),
                of("maxScriptBytes", () -> new Rules.Requests(1, 0, 1)),
                of("maxTimeoutSeconds", () -> new Rules.Requests(1, 1, 0)),
                of("staleTimeout", () -> new Rules.Memory(ZERO, HOUR, HOUR, 1, HOUR, 0)),
                of("pendingTimeout", () -> new Rules.Memory(HOUR, ZERO, HOUR, 1, HOUR, 0)),
                of("finishedRetention", () -> new Rules.Memory(HOUR, HOUR, HOUR.minusMillis(1), 1, HOUR, 0)),
                of("maxFinished", () -> new Rules.Memory(HOUR, HOUR, HOUR, 0, HOUR, 0)),
                of("earlyCancelRetention", () -> new Rules.Memory(HOUR, HOUR, HOUR, 1, PAST, 0)),
                of("maxEarlyCancels", () -> new Rules.Memory(HOUR, HOUR, HOUR, 1, HOUR, -1)),
                of("launchTimeout", () -> new Rules.Leases(ZERO, ZERO, ZERO)),
                of("startGrace", () -> new Rules.Leases(HOUR, PAST, ZERO)),
                of("endGrace", () -> new Rules.Leases(HOUR, ZERO, PAST)),
                of("maxCommands", () -> new Rules.Work(0, 1, 1)),
                of("maxCommandBytes", () -> new Rules.Work(1, 0, 1)),
                of("maxDue", () -> new Rules.Work(1, 1, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsenseIsRefusedByName(String component, Supplier<?> rules) {
        assertThatIllegalArgumentException().isThrownBy(rules::get).withMessageStartingWith(component);
    }

    @Test
    void theSmallestThatMakeSenseAreTaken() {
        assertThatCode(() -> new Rules(
                        new QueueLimits(0, 1, 1, 1, true),
                        new Rules.Requests(1, 1, 1),
                        new Rules.Memory(HOUR, HOUR, HOUR, 1, HOUR, 0),
                        new Rules.Leases(HOUR, ZERO, ZERO),
                        new Rules.Work(1, 1, 1)))
                .doesNotThrowAnyException();
    }

    private static Arguments of(String component, Supplier<?> rules) {
        return Arguments.of(component, rules);
    }
}
