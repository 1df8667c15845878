package dev.docket.coordinator;

import dev.docket.processor.PoisonRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies. If Kafka was out of reach, a record was handled that will be left out
 * the next time, or a broker had not heard yet of topics that were just made (the start checks saw them), another thread
 * takes its place; anything else would happen again, so the instance stops and says why. Threads that die faster than a
 * few in ten minutes stop it too: a fault that comes back at once does not pass by itself.
 *
 * <p>Threading: called by dying stream threads, several at once.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

    private static final int MOST = 10;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private final InstantSource clock;

    private final Deque<Instant> replaced = new ArrayDeque<>();

    ThreadReplacement(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable fault) {
        if (!isPassing(fault)) {
            LOG.atError()
                    .setCause(fault)
                    .log("a stream thread died of a fault that would come back; the instance stops");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Instant now = clock.instant();
        replaced.removeIf(time -> time.isBefore(now.minus(WINDOW)));
        if (replaced.size() >= MOST) {
            LOG.atError()
                    .addKeyValue("replaced", replaced.size())
                    .addKeyValue("window", WINDOW)
                    .setCause(fault)
                    .log("stream threads die faster than is worth replacing them; the instance stops");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        replaced.add(now);
        LOG.atWarn().setCause(fault).log("a stream thread died of a passing fault and is replaced");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isPassing(Throwable fault) {
        int depth = 0;
        for (Throwable cause = fault; cause != null && depth < 20; cause = cause.getCause()) {
            if (cause instanceof RetriableException
                    || cause instanceof PoisonRecordException
                    || cause instanceof MissingSourceTopicException) {
                return true;
            }
            depth++;
        }
        return false;
    }
}
