package dev.docket.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events (WHATWG HTML, section 9.2). Writing never blocks: while the client is not ready to take
 * more, only the latest message is kept, since each is a whole state and makes those before it worthless.
 *
 * <p>Threading: all methods may be called from any thread.
 *
 * <p>Invariant: at most one message waits here, and at most one is on its way to the client.
 */
final class EventStream implements WriteListener {

    private final ServletOutputStream out;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private byte @Nullable [] waiting;
    private boolean opened;
    private boolean unflushed;
    private boolean ending;
    private boolean blocked;
    private long blockedSince;

    /** A stream that begins with the first call of the container. */
    EventStream(ServletOutputStream out) {
        this.out = out;
    }

    /** Completes when nothing more can be written, whoever ended it. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Sends an event in place of whatever waits. */
    void send(String event, String json) {
        offer(("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Shows that the stream is still there, unless something is on its way anyway. */
    synchronized void beat() {
        if (waiting == null && !ending) {
            offer(":\n\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Sends this and then ends. */
    synchronized void end(String event, String json) {
        byte[] last = ("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
        if (!ending) {
            ending = true;
            waiting = last;
            write();
        }
    }

    /** For how long, in nanoseconds, the client has taken nothing of what is there for it; 0 if it is not behind. */
    synchronized long stalledFor(long now) {
        return blocked && (waiting != null || unflushed) ? now - blockedSince : 0;
    }

    private synchronized void offer(byte[] message) {
        if (!ending) {
            waiting = message;
            write();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        opened = true;
        blocked = false;
        write();
    }

    @Override
    public void onError(Throwable failure) {
        ended.complete(null);
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
                ended.complete(null);
            }
        } catch (IOException | IllegalStateException e) {
            ended.complete(null); // the client has gone
        }
    }
}
