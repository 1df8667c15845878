package dev.docket.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one resource, across the deaths of instances: when a stream breaks or falls silent, it goes on with the
 * next instance, waiting longer from try to try. It fails at once where no instance can be reached to begin with, and
 * when none has been back for as long as its patience lasts.
 *
 * <p>Threading: one thread reads, another one, the owner's, calls the methods here.
 */
final class EventStream implements AutoCloseable {

    /** What there is to know. */
    sealed interface News {}

    /** It has changed, or this is how it stood at first. */
    record Changed(JsonNode now) implements News {}

    /** The stream has broken; it is being opened again. */
    record Lost(String why) implements News {}

    /** Nothing will change any more. */
    record Ended() implements News {}

    /** It cannot go on. */
    record Failed(CommandFailed failure) implements News {}

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final CoordinatorClient client;
    private final Resource resource;
    private final Patience patience;
    /** Bounded: an owner that does not read holds up the reading, and with it the server, which drops it. */
    private final BlockingQueue<News> news = new ArrayBlockingQueue<>(16);

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable InputStream body;
    private volatile long heardAt = System.nanoTime();
    private int tries;
    private boolean ever;

    EventStream(CoordinatorClient client, Resource resource, Patience patience) {
        this.client = client;
        this.resource = resource;
        this.patience = patience;
        Thread reader = new Thread(this::read, "docket-events");
        reader.setDaemon(true);
        reader.start();
    }

    /** Waits for news for this long; null if there were none. */
    @Nullable
    News next(Duration within) throws InterruptedException {
        News next = news.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null && silentFor(patience.silence())) {
            heard();
            closeBody();
        }
        return next;
    }

    @Override
    public void close() {
        closed.countDown();
        closeBody();
    }

    private void read() {
        try {
            long lostAt = System.nanoTime();
            while (closed.getCount() > 0) {
                URI instance = client.instance();
                CommandFailed failure = readFrom(instance);
                if (failure == null) {
                    news.put(new Ended());
                    return;
                }
                if (ever && tries == 0) {
                    lostAt = System.nanoTime();
                    news.put(new Lost(String.valueOf(failure.getMessage())));
                }
                client.leave(instance);
                if (isFinal(failure, System.nanoTime() - lostAt)) {
                    news.put(new Failed(failure));
                    return;
                }
                long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries++, 10));
                if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One stream from its beginning; null when it ended because nothing more will change. */
    private @Nullable CommandFailed readFrom(URI instance) throws InterruptedException {
        try (InputStream in = client.open(resource, instance)) {
            body = in;
            heard();
            if (closed.getCount() == 0) {
                return null;
            }
            EventReader events = new EventReader(in, this::heard);
            for (EventReader.ServerEvent event = events.next(); event != null; event = events.next()) {
                ever = true;
                tries = 0;
                if (event.name().equals("end")) {
                    return null;
                }
                JsonNode data = CoordinatorClient.json(event.data());
                if (data != null) {
                    news.put(new Changed(data));
                }
            }
            return broken();
        } catch (IOException e) {
            return broken();
        } catch (CommandFailed e) {
            return e;
        }
    }

    /**
     * What was there may be unknown for a while to an instance that takes over, so once something came, it is asked for
     * again.
     */
    private boolean isFinal(CommandFailed failure, long lostForNanos) {
        if (failure.exitCode() == Exit.FAILED) {
            return true;
        }
        if (!ever) {
            return failure.exitCode() == Exit.NOT_FOUND || tries + 1 >= client.size();
        }
        return lostForNanos >= patience.away().toNanos();
    }

    private static CommandFailed broken() {
        return new CommandFailed(Exit.UNREACHABLE, "the connection to the coordinator is lost");
    }

    private void heard() {
        heardAt = System.nanoTime();
    }

    private boolean silentFor(Duration duration) {
        return System.nanoTime() - heardAt >= duration.toNanos();
    }

    private void closeBody() {
        InputStream open = body;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            // It was broken already, which its reader finds out by itself.
        }
    }
}
