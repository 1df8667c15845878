package dev.docket.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events (WHATWG HTML, section 9.2). Writing never blocks: while the client is not ready to take
 * more, only the latest event is kept, since each is a whole state and makes those before it worthless.
 *
 * <p>Threading: all methods may be called from any thread.
 *
 * <p>Invariant: at most one event waits here, and at most one is on its way to the client.
 */
final class EventStream implements WriteListener {

    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final ServletOutputStream out;
    private final Wire wire;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private byte @Nullable [] waiting;
    private boolean opened;
    private boolean unflushed;
    private boolean ending;
    private boolean blocked;
    private long blockedSince;

    /** A stream that begins with the first call of the container. */
    EventStream(ServletOutputStream out, Wire wire) {
        this.out = out;
        this.wire = wire;
    }

    /** Completes when nothing more can be written, whoever ended it; never exceptionally. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Sends an event in place of whatever waits. Behind the last one nothing is sent. */
    synchronized void send(StreamEvent event) {
        if (!ending) {
            ending = event.isLast();
            waiting = event.bytes();
            write();
        }
    }

    /** Shows that the stream is still there, unless something is on its way anyway. */
    synchronized void beat() {
        if (!ending && waiting == null && !blocked) {
            waiting = BEAT;
            write();
        }
    }

    /** For how long, in nanoseconds, the client has not taken what is on its way to it; 0 if nothing is. */
    synchronized long stalledFor(long now) {
        return blocked ? now - blockedSince : 0;
    }

    /** How many events are kept here until the client is ready for one. */
    synchronized int waiting() {
        return waiting == null ? 0 : 1;
    }

    /**
     * Ends the stream without a word. While a write waits for the client, the end of the exchange makes Jetty abort the
     * connection and let go of what the write held: nothing is left that could wait.
     */
    synchronized void end() {
        ending = true;
        waiting = null;
        over();
    }

    @Override
    public synchronized void onWritePossible() {
        opened = true;
        blocked = false;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        over();
    }

    /** As much as can be written now. Each write and flush is followed by a question whether there may be another. */
    private void write() {
        if (!opened || blocked || ended.isDone()) {
            return;
        }
        try {
            while (true) {
                if (!out.isReady()) {
                    blocked = true;
                    blockedSince = System.nanoTime();
                    return;
                }
                byte[] next = waiting;
                if (next != null) {
                    waiting = null;
                    unflushed = true;
                    out.write(next);
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    break;
                }
            }
            if (ending) {
                over();
            }
        } catch (IOException | IllegalStateException e) {
            over(); // the client has gone
        }
    }

    private void over() {
        if (!ended.isDone()) {
            wire.release();
            ended.complete(null);
        }
    }
}
