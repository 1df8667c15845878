package dev.docket.serde;

import dev.docket.event.Cause;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionContext;
import dev.docket.event.Event;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.Metadata;
import dev.docket.event.PodRun;
import dev.docket.event.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Events of an ordinary life with whatever a field can hold, at the edges more often than not. */
final class RandomEvents {

    private static final String[] PIECES = {
        "a",
        "exec-42",
        "\"",
        "\\",
        "/",
        "\n",
        "\t",
        "\b",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u0080",
        "ä",
        "€",
        "\u07ff",
        "\u0800",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\uffff",
        "𝄞",
        "\uD800\uDC00",
        "\uDBFF\uDFFF",
        "'",
        "<&>",
        "null"
    };
    private static final long[] SECONDS = {
        Instant.MIN.getEpochSecond(),
        Instant.MAX.getEpochSecond(),
        Instant.parse("0000-01-01T00:00:00Z").getEpochSecond() - 1,
        Instant.parse("0000-01-01T00:00:00Z").getEpochSecond(),
        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond(),
        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1,
        Instant.parse("2024-02-29T12:00:00Z").getEpochSecond(),
        -1,
        0
    };

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    /** One of those that are written without the mapper. */
    Event written() {
        return switch (random.nextInt(5)) {
            case 0 ->
                new ExecutionAccepted(
                        text(),
                        text(),
                        incarnation(),
                        priority(),
                        longNumber(),
                        longNumber(),
                        orNull(this::fraction),
                        orNull(this::fraction),
                        decision());
            case 1 ->
                new ExecutionScheduled(
                        text(),
                        text(),
                        incarnation(),
                        attempt(),
                        priority(),
                        longNumber(),
                        orNull(random::nextBoolean),
                        decision());
            case 2 ->
                new CreatePodCommand(
                        text(),
                        text(),
                        incarnation(),
                        attempt(),
                        text(),
                        priority(),
                        instant(),
                        spec(),
                        orNull(this::metadata));
            case 3 -> started();
            default -> completed();
        };
    }

    /** One of those that are read without the mapper. */
    Event read() {
        return switch (random.nextInt(3)) {
            case 0 -> requested();
            case 1 -> started();
            default -> completed();
        };
    }

    ExecutionSpec spec() {
        List<String> command = new ArrayList<>(List.of(text()));
        while (random.nextBoolean()) {
            command.add(text());
        }
        return new ExecutionSpec(
                text(),
                orNull(this::text),
                orNull(this::text),
                text(),
                command,
                text(),
                attempt(),
                text(),
                text(),
                text(),
                text());
    }

    Metadata metadata() {
        return new Metadata(orNull(this::text), orNull(this::text), orNull(this::text), orNull(this::instant));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        // Across the ends of Jackson's buffers.
        return random.nextInt(60) == 0 ? "x".repeat(random.nextInt(8)) + ("z" + text).repeat(3000) : text.toString();
    }

    /** As no value holds it, but a text that was cut short may. */
    String halved() {
        String text = text();
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + (random.nextBoolean() ? '\uD83D' : '\uDE00') + text.substring(at);
    }

    Instant instant() {
        long second = switch (random.nextInt(3)) {
            case 0 -> SECONDS[random.nextInt(SECONDS.length)];
            case 1 -> 1_700_000_000L + random.nextInt(1_000_000_000);
            default -> SECONDS[3] + (long) (random.nextDouble() * (SECONDS[4] - SECONDS[3]));
        };
        int nano = switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1000;
            case 3 -> random.nextBoolean() ? 1 : 999_999_999;
            default -> random.nextInt(1_000_000_000);
        };
        return Instant.ofEpochSecond(second, nano);
    }

    private ExecutionRequested requested() {
        return new ExecutionRequested(
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::command),
                orNull(this::text),
                orNull(this::number),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::metadata));
    }

    private List<@Nullable String> command() {
        List<@Nullable String> command = new ArrayList<>();
        while (random.nextInt(3) > 0) {
            command.add(orNull(this::text));
        }
        return command;
    }

    private ExecutionStarted started() {
        return new ExecutionStarted(
                text(),
                text(),
                incarnation(),
                attempt(),
                orNull(this::text),
                orNull(this::text),
                orNull(this::instant),
                orNull(this::decision));
    }

    private ExecutionCompleted completed() {
        return new ExecutionCompleted(
                text(), text(), incarnation(), attempt(), orNull(this::run), orNull(this::decision));
    }

    private PodRun run() {
        return new PodRun(
                orNull(this::text),
                orNull(this::text),
                orNull(this::number),
                orNull(this::instant),
                orNull(this::instant),
                orNull(random.nextInt(4) == 0 ? this::halved : this::text));
    }

    private DecisionContext decision() {
        return new DecisionContext(
                orNull(random.nextInt(4) == 0 ? this::halved : this::text),
                longNumber(),
                number(),
                new Cause(text(), number(), longNumber(), instant()));
    }

    private Incarnation incarnation() {
        return new Incarnation(number() & Integer.MAX_VALUE, longNumber() & Long.MAX_VALUE);
    }

    private Priority priority() {
        return Priority.values()[random.nextInt(Priority.values().length)];
    }

    private int attempt() {
        return Math.max(1, number());
    }

    private int number() {
        int[] edges = {0, 1, -1, 9, 10, 300, Integer.MAX_VALUE, Integer.MIN_VALUE};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt();
    }

    private long longNumber() {
        long[] edges = {0, 1, -1, Integer.MAX_VALUE + 1L, Integer.MIN_VALUE - 1L, Long.MAX_VALUE, Long.MIN_VALUE};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextLong();
    }

    private double fraction() {
        double[] edges = {0, -0.0, 1, 12.5, 1e7, 1e-3, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, 1 / 0.0};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : Double.longBitsToDouble(random.nextLong());
    }

    private <V> @Nullable V orNull(Supplier<? extends V> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }
}
