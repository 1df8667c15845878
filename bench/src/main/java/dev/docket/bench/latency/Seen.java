package dev.docket.bench.latency;

import dev.docket.bench.lives.KafkaContender;
import dev.docket.bench.lives.Sample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in one turn of a closed loop.
 *
 * @param lives lives a second
 * @param answers positions told in a second
 */
record Seen(double lives, double answers) {

    private static final Duration MOST_RAMP = Duration.ofSeconds(2);

    /**
     * Lets executions live for so long, after a while that does not count; nothing is under way when this returns.
     *
     * @param perSecond at most so many; infinite for as many as there can be
     * @param askers who ask meanwhile; null for nobody
     */
    static Seen in(KafkaContender contender, double perSecond, Duration time, @Nullable Askers askers)
            throws Exception {
        contender.go(perSecond);
        Thread.sleep(Math.min(MOST_RAMP.toMillis(), time.toMillis()));
        long answersBefore = askers == null ? 0 : askers.answers();
        Sample before = contender.now();
        Thread.sleep(time.toMillis());
        Sample sample = contender.now().since(before);
        long answers = askers == null ? 0 : askers.answers() - answersBefore;
        contender.hold();
        return new Seen(sample.rate(), answers * 1e9 / sample.nanos());
    }

    /** The same with as many as there can be, and nobody who asks. */
    static Seen in(KafkaContender contender, Duration time) throws Exception {
        return in(contender, Double.POSITIVE_INFINITY, time, null);
    }
}
